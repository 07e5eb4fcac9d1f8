"""URLs of the app; a URL's name is its view's name."""

from django.urls import path

from quiz import views

urlpatterns = [
    path("", views.home, name="home"),
    path("interviews/", views.interview_list, name="interview_list"),
    path("interviews/new/", views.interview_create, name="interview_create"),
    path("interviews/<int:pk>/", views.interview_detail, name="interview_detail"),
    path("interviews/<int:pk>/clock/", views.interview_clock, name="interview_clock"),
    path("interviews/<int:pk>/resume/", views.interview_resume, name="interview_resume"),
    path("interviews/<int:pk>/finish/", views.interview_finish, name="interview_finish"),
    path("interviews/<int:pk>/debrief/", views.interview_debrief, name="interview_debrief"),
    path("interviews/<int:pk>/share/", views.interview_share, name="interview_share"),
    path("shares/<int:pk>/revoke/", views.share_revoke, name="share_revoke"),
    path("shared/<slug:token>/", views.shared_debrief, name="shared_debrief"),
    path("attempts/<int:pk>/", views.attempt_detail, name="attempt_detail"),
    path("attempts/<int:pk>/submit/", views.attempt_submit, name="attempt_submit"),
    path("attempts/<int:pk>/skip/", views.attempt_skip, name="attempt_skip"),
    path("attempts/<int:pk>/leave/", views.attempt_leave, name="attempt_leave"),
    path("attempts/<int:pk>/finish/", views.attempt_finish, name="attempt_finish"),
    path("attempts/<int:pk>/pause/", views.attempt_pause, name="attempt_pause"),
    path("attempts/<int:pk>/draft/", views.attempt_draft, name="attempt_draft"),
    path("attempts/<int:pk>/disputes/<slug:criterion>/", views.dispute_create, name="dispute_create"),
    path(
        "attempts/<int:pk>/disputes/<slug:criterion>/withdraw/",
        views.dispute_withdraw,
        name="dispute_withdraw",
    ),
    path("disputes/", views.dispute_list, name="dispute_list"),
    path("review/", views.review_next, name="review_next"),
    path("review/<int:pk>/", views.review_answer, name="review_answer"),
    path("review/results/<int:pk>/", views.review_result, name="review_result"),
    path("accounts/data/", views.account_data, name="account_data"),
    path("accounts/data/download/", views.account_export, name="account_export"),
    path("accounts/practice/", views.account_practice, name="account_practice"),
    path("cohorts/<int:pk>/export/<slug:what>/", views.cohort_export, name="cohort_export"),
    path("memberships/<int:pk>/", views.membership_detail, name="membership_detail"),
    path(
        "memberships/<int:pk>/attempts/<int:attempt_pk>/", views.membership_attempt, name="membership_attempt"
    ),
    path(
        "memberships/<int:pk>/attempts/<int:attempt_pk>/override/",
        views.override_create,
        name="override_create",
    ),
    path("memberships/<int:pk>/notes/", views.note_create, name="note_create"),
    path("notes/<int:pk>/delete/", views.note_delete, name="note_delete"),
    path("questions/", views.question_list, name="question_list"),
    path("questions/<int:pk>/", views.question_detail, name="question_detail"),
    path("questions/<int:pk>/practice/", views.question_practice, name="question_practice"),
    path("progress/", views.progress, name="progress"),
    path("scoring/", views.scoring, name="scoring"),
    path("phrases/", views.phrases, name="phrases"),
    path("keyboard/", views.keyboard, name="keyboard"),
]
