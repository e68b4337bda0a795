package org.certdrop.web;

import java.util.Map;
import org.certdrop.operator.LoginName;

/** The page on which a person says a name: a form, so that nothing but the person uses a token. */
final class SignInPage {
  private SignInPage() {}

  /**
   * The page.
   *
   * @param token what the person has
   * @param name for whom it was made
   */
  static Response of(String token, LoginName name) {
    Html html = new Html();
    html.element("h2", "Sign in");
    html.element(
        "p",
        "For twelve hours this browser may do here what the command line does. What you do is"
            + " written down under this name.");
    html.open("form", "method", "post", "action", Desk.SIGN_IN, "enctype", "multipart/form-data");
    html.open("input", "type", "hidden", "name", Form.TOKEN, "value", token);
    html.element("label", "Your name", "for", "name");
    html.open(
        "input",
        "id",
        "name",
        "name",
        "name",
        "value",
        name.name(),
        "maxlength",
        "64",
        "required",
        "",
        "autocomplete",
        "off");
    html.element("button", "Sign in", "type", "submit").close("form");
    return Response.ok(Router.HTML, new Frame("plain.html").fill(Map.of("main", html)));
  }
}
