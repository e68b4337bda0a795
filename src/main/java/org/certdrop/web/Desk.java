package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.PageTokens;
import org.certdrop.service.Hands;
import org.certdrop.text.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a person signs in, and acts. */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  /** Where a person signs in; the token follows in the query. */
  static final String SIGN_IN = "/sign-in";

  static final String SIGN_OUT = "/sign-out";

  /** Where files come in. */
  static final String DROP = "/drop";

  private static final String WRONG =
      "This address to sign in was used before, is older than "
          + PageTokens.LIFETIME.toMinutes()
          + " minutes, or was mistyped. ./certdrop page prints another one.";

  private static final Response STRANGER =
      Response.page(403, "Sign in first: ./certdrop page prints the address for that.", Map.of());

  private final Hands hands;
  private final Sessions sessions;
  private final Acts acts;

  /** A desk for the hands of people. */
  Desk(Hands hands, Sessions sessions) {
    this.hands = hands;
    this.sessions = sessions;
    this.acts = new Acts(hands);
  }

  /** The session that a request belongs to. */
  Optional<Session> session(List<String> cookies) {
    return sessions.find(cookies);
  }

  /**
   * Whether a form may come to a path, before it is read.
   *
   * @param session that of the request
   * @return why not
   */
  Optional<Response> objection(String path, Optional<Session> session) {
    if (path.equals(SIGN_IN)) {
      return Optional.empty();
    }
    if (!path.equals(SIGN_OUT) && !acts.knows(path)) {
      return Optional.of(Response.page(404, "There is nothing at this path.", Map.of()));
    }
    return session.isPresent() ? Optional.empty() : Optional.of(STRANGER);
  }

  /**
   * The page on which a person says a name and signs in.
   *
   * @param query with the token, as it came; null if there is none
   * @return the page, or status 403, which is to be slow
   */
  Response signIn(String query) {
    String token = Query.field(query, Form.TOKEN).orElse("");
    try {
      Optional<LoginName> name = hands.tokens().look(token);
      return name.isPresent() ? SignInPage.of(token, name.get()) : wrong();
    } catch (IOException e) {
      return unknown(e);
    }
  }

  private static Response wrong() {
    LOG.warn("Somebody tried to sign in at the page with a token that does not count.");
    return Response.page(403, WRONG, Map.of()).slowly();
  }

  private static Response unknown(IOException e) {
    LOG.warn("The tokens of the page cannot be read: {}", Faults.describe(e));
    return Response.page(503, "Nobody can sign in now; the log says why.", Map.of());
  }

  /**
   * Does what a form asks for.
   *
   * @param session that of the request
   * @return where to go on, or why nothing was done
   */
  Response post(String path, Optional<Session> session, Form form) {
    if (path.equals(SIGN_IN)) {
      return signIn(form);
    }
    if (session.isEmpty() || !form.isOf(session.get())) {
      return Response.page(403, "This form is not of your session: open the page again.", Map.of());
    }
    if (path.equals(SIGN_OUT)) {
      return Response.seeOther("/", Map.of("Set-Cookie", sessions.end(session.get())));
    }
    Said said = acts.act(path, session.get(), form);
    session.get().say(said);
    return Response.seeOther(acts.next(path, form, said), Map.of());
  }

  /**
   * Gives files out, to a person who signed in: all others may look, and take nothing along.
   *
   * @param query as it came; null if there is none
   */
  Response handout(String query, Optional<Session> session) {
    return session.map(one -> new Handouts(hands.packs()).of(query, one)).orElse(STRANGER);
  }

  /** Gives a roster out, likewise. */
  Response roster(String query, Optional<Session> session) {
    return session.map(one -> new Rostering(hands).made(query, one)).orElse(STRANGER);
  }

  /** Whether files may come with a form of this path. */
  static boolean takesFiles(String path) {
    return path.equals(DROP) || path.equals(Rostering.LOOK);
  }

  /** Where a party's own page is. */
  static String partyPage(String id) {
    return "/party?id=" + URLEncoder.encode(id, UTF_8);
  }

  private Response signIn(Form form) {
    Parsed<LoginName> name = LoginName.given(form.text("name"));
    if (name instanceof Parsed.Bad<LoginName> bad) {
      return Response.page(400, bad.problem() + " " + bad.hint(), Map.of());
    }
    try {
      Optional<LoginName> owner = hands.tokens().redeem(form.text(Form.TOKEN));
      if (owner.isEmpty()) {
        return wrong();
      }
    } catch (IOException e) {
      return unknown(e);
    }
    LoginName person = ((Parsed.Good<LoginName>) name).value();
    LOG.info("{} signed in at the page.", person.name());
    return Response.seeOther("/", Map.of("Set-Cookie", sessions.begin(person.name())));
  }
}
