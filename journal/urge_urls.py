from django.urls import path

from . import urge_list_views, urge_views

urlpatterns = [
    path("", urge_views.urge, name="urge"),
    path("<int:urge>/", urge_views.urge_tool, name="urge_tool"),
    path("worked/", urge_views.urge_worked, name="urge_worked"),
    path("reasons/", urge_list_views.urge_reasons, name="urge_reasons"),
    path("people/", urge_list_views.urge_people, name="urge_people"),
]
