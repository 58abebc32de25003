"""How apps may look to match: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#styling"""

from __future__ import annotations

import flask

STYLE = "/oauth/style.json"

_STYLE = {
    "color_background": "#f0f4f5",
    "color_error": "#b30f0f",
    "color_highlight": "#005eb8",
    "color_modal_backdrop": "#212b32",
    "color_success": "#006747",
    "color_text": "#212b32",
    "dim_border_radius": "0px",
    "dim_font_size": "16px",
    "dim_spacing_size": "16px",
    "font_family_body": "system-ui, sans-serif",
    "font_family_heading": "system-ui, sans-serif",
}


def install(app: flask.Flask) -> None:
    """Let ``app`` tell everyone how it looks."""
    app.add_url_rule(STYLE, "style", _style)


def _style() -> flask.Response:
    response = flask.jsonify(_STYLE)
    response.headers.update({"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"})
    return response
