from django.urls import path

from . import effort, others_views, summary_views, views
from .closer import views as closer_views

urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("data.json", views.timeline_data, name="timeline_data"),
    path("choose/", views.timeline_choose, name="timeline_choose"),
    path("notes/", views.chart_notes, name="chart_notes"),
    path("closer/", closer_views.closer, name="closer"),
    path("closer/letter/", closer_views.closer_letter, name="closer_letter"),
    path("about/", views.timeline_about, name="timeline_about"),
    path("effort/", effort.effort, name="effort"),
    path("others/", others_views.others, name="others"),
    path("summary/", summary_views.summary, name="summary"),
    path("summary/hand-over/", summary_views.summary_hand_over, name="summary_hand_over"),
]
