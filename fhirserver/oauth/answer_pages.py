"""The pages on which a person answers a request for authorization, one after the other: patient, visit, consent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import flask

from fhirserver.interactions.request import Context
from fhirserver.oauth.answer import Asking, asking, grant, learn, page_again, refuse
from fhirserver.oauth.authorization_request import Refused
from fhirserver.oauth.authorize import ANSWER
from fhirserver.oauth.consent import (
    OFFLINE,
    ONLINE,
    Forged,
    chosen,
    needs_patient,
    offers,
    wants_encounter,
    without_encounter,
)
from fhirserver.oauth.pickers import (
    BadSearch,
    Choice,
    Choices,
    belongs,
    find_encounters,
    find_patients,
    patient_choice,
)
from fhirserver.web import pages

NO_ENCOUNTER = ""
_NO_PATIENT = Refused("access_denied", "There is no patient for whom this person can use the app.")
_NO_VISIT = Refused("access_denied", "The visit is not one that this person can use the app for.")


def install(app: flask.Flask, context: Context) -> None:
    """Let ``app`` show these pages."""
    blueprint = pages.blueprint("answer")

    @blueprint.get(ANSWER)
    def show() -> flask.Response:
        return _show(context, asking(context))

    @blueprint.post(ANSWER)
    def decide() -> flask.Response:
        return _decide(context, asking(context))

    @blueprint.post("/oauth/patient")
    def patient() -> flask.Response:
        return _patient(context, asking(context))

    @blueprint.post("/oauth/encounter")
    def encounter() -> flask.Response:
        return _encounter(context, asking(context))

    app.register_blueprint(blueprint)


def _show(context: Context, asking: Asking) -> flask.Response:
    """Return the page with what is to be asked next."""
    known = asking.known
    if "patient" not in known and _asks_for_patient(asking):
        return _choose_patient(context, asking)
    patient = patient_choice(asking.person, known["patient"]) if "patient" in known else None
    if "patient" in known and patient is None:
        return refuse(context, asking, _NO_PATIENT)
    if known.get("encounter") and not belongs(asking.person, known["encounter"], known["patient"]):
        return refuse(context, asking, _NO_VISIT)
    if "encounter" not in known and wants_encounter(asking.scope):
        return _page(asking, "oauth/encounter.html", patient=patient, choices=_encounters(asking))
    return _consent(asking, patient)


def _consent(asking: Asking, patient: Choice | None) -> flask.Response:
    scope = _scope(asking)
    offered = offers(scope)
    return _page(
        asking,
        "oauth/consent.html",
        patient=patient,
        encounter=bool(asking.known.get("encounter")),
        about_patients=[offer for offer in offered if offer.about_patients],
        others=[offer for offer in offered if not offer.about_patients],
        outlives=OFFLINE in scope.split(),
        online=ONLINE in scope.split(),
        redirect_uri=asking.pending.asked.redirect_uri,
    )


def _choose_patient(context: Context, asking: Asking) -> flask.Response:
    """Return the page to choose a patient; those who have one record, or stand for one person, are not asked."""
    if asking.session.account.is_staff:
        return _page(asking, "oauth/patient.html", choices=None, typed={}, problem=None)
    choices = find_patients(asking.person)
    if not choices.found:
        return refuse(context, asking, _NO_PATIENT)
    if len(choices.found) > 1:
        return _page(asking, "oauth/patient.html", choices=choices, typed={}, problem=None)
    only = choices.found[0].id
    learn(context, asking, patient=only)
    return _show(context, replace(asking, known={**asking.known, "patient": only}))


def _patient(context: Context, asking: Asking) -> flask.Response:
    """Search for patients, or take the one that was chosen."""
    form = flask.request.form
    if "patient" in asking.known or not _asks_for_patient(asking):
        return page_again(asking)
    if "patient" in form:
        if patient_choice(asking.person, form["patient"]) is None:
            pages.stop(403, "This patient cannot be chosen", "There is no such patient whose record you may see.")
        learn(context, asking, patient=form["patient"])
        return page_again(asking)
    typed = {name: form.get(name, "") for name in ("name", "birth_date", "identifier")}
    problem, choices = None, Choices()
    try:
        choices = find_patients(asking.person, **typed)
    except BadSearch as error:
        problem = str(error)
    return _page(asking, "oauth/patient.html", choices=choices, typed=typed, problem=problem)


def _encounter(context: Context, asking: Asking) -> flask.Response:
    """Take the encounter that was chosen, or that there shall be none."""
    known, chosen_one = asking.known, flask.request.form.get("encounter", NO_ENCOUNTER)
    if "encounter" in known or "patient" not in known or not wants_encounter(asking.scope):
        return page_again(asking)
    if chosen_one != NO_ENCOUNTER and not belongs(asking.person, chosen_one, known["patient"]):
        pages.stop(403, "This visit cannot be chosen", "There is no such visit of this patient that you may see.")
    learn(context, asking, encounter=chosen_one)
    return page_again(asking)


def _decide(context: Context, asking: Asking) -> flask.Response:
    """Grant what was ticked, or nothing."""
    form = flask.request.form
    if form.get("decision") == "deny":
        return refuse(context, asking, Refused("access_denied", "The person did not agree."))
    known, scope = asking.known, _scope(asking)
    if form.get("decision") != "allow":
        return page_again(asking)
    if "patient" not in known and _asks_for_patient(asking):
        return page_again(asking)
    if "encounter" not in known and wants_encounter(asking.scope):
        return page_again(asking)
    if "patient" in known and patient_choice(asking.person, known["patient"]) is None:
        return refuse(context, asking, _NO_PATIENT)
    try:
        granted = chosen(scope, set(form.getlist("scope")))
    except Forged as error:
        pages.stop(400, "This form was changed", str(error))
    if not granted:
        return refuse(context, asking, Refused("access_denied", "The person agreed to nothing of what was asked."))
    return grant(context, asking, granted)


def _asks_for_patient(asking: Asking) -> bool:
    return needs_patient(asking.scope) or wants_encounter(asking.scope)


def _scope(asking: Asking) -> str:
    """What can be granted: without an encounter, not the scope that asks for one."""
    none = asking.known.get("encounter") == NO_ENCOUNTER
    return without_encounter(asking.scope) if none else asking.scope


def _encounters(asking: Asking) -> Choices:
    try:
        return find_encounters(asking.person, asking.known["patient"])
    except BadSearch:
        return Choices()


def _page(asking: Asking, template: str, **values: Any) -> flask.Response:
    return pages.page(
        template,
        form_targets=asking.form_targets,
        client=asking.client,
        request_handle=asking.pending.handle,
        **values,
    )
