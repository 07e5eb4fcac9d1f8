"""The site, and the floor beside it."""

from django.urls import include, path

from benchmarks.load.floor import floor

urlpatterns = [path("floor/<int:pk>/", floor), path("", include("interviewprep.urls"))]
