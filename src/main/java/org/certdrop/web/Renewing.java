package org.certdrop.web;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.certdrop.home.Federation;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.identity.Renewal;
import org.certdrop.operator.LoginName;
import org.certdrop.party.PartyId;
import org.certdrop.service.Hands;
import org.certdrop.status.Bulletin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a new certificate and key of this party, as {@code generate --force} does. */
final class Renewing {
  private static final Logger LOG = LoggerFactory.getLogger(Renewing.class);

  /** Where the form goes. */
  static final String PATH = "/renew";

  /** The fold in which it stands. */
  static final String FOLD = "renewal";

  private final Hands hands;

  /** By these hands. */
  Renewing(Hands hands) {
    this.hands = hands;
  }

  /** What it does, and the form; or the command of Fed-BioMed, if the certificate is its own. */
  static Html section(OwnParty own, Bulletin bulletin, Session session) {
    Optional<String> command =
        bulletin
            .status()
            .federation()
            .flatMap(Federation::config)
            .map(FedbiomedConfig::generateCommand);
    Html content =
        command.isPresent()
            ? new Html()
                .element(
                    "p",
                    "This certificate is Fed-BioMed's, and certdrop writes nothing there. Type this"
                        + " where Fed-BioMed runs; certdrop then renews the files for the other"
                        + " sites by itself.")
                .add(Typed.line(command.get()))
            : Forms.renew(own.id().value(), session);
    return Folded.of(FOLD, new Html().text("Make a new certificate and key"), content, false);
  }

  /** A key takes a processor's seconds: they are not charged to those who look at the page. */
  private static <T> T inAnotherThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "certdrop-renewal");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception fault) {
        throw fault;
      }
      throw e;
    }
  }

  /** Does what the form asks for. */
  Said of(Session session, Form form) throws Exception {
    PartyId own = hands.ownId();
    if (!Acts.isEnd(form.text("last"), own)) {
      return Said.of(
          Badge.BAD,
          "No certificate was made: what you typed is not how our id, " + own + ", ends.",
          "Type its last " + Acts.TYPED + " characters.");
    }
    try {
      Renewal made = inAnotherThread(() -> hands.renew(new LoginName(session.name())));
      LOG.info(
          "{} made a new own certificate at the page, sha256={}.",
          session.name(),
          made.own().certificate().fingerprint());
      return Said.of(
          Badge.GOOD,
          "Made: the certificate " + made.own().certificate().fingerprint() + ".",
          made.meaning()
              + " The new key has signed our receipts again. Send \"Files for everybody\" to "
              + hands.others()
              + ", or from each one's page the files for it, which hold its receipt, too; then call them, and read out our new number. The former pair stays in"
              + " etc/identity.");
    } catch (IdentityException e) {
      return Said.of(Badge.BAD, e.getMessage(), e.hint());
    }
  }
}
