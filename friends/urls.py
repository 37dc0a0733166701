from django.urls import path

from . import beside_views, views

urlpatterns = [
    path("friends/", views.friends, name="friends"),
    path("friends/invite/", views.friend_invite, name="friend_invite"),
    path("friends/<int:tie>/", views.friend, name="friend"),
    path("beside/", beside_views.beside, name="beside"),
    path("beside/join/", beside_views.join, name="join"),
]
