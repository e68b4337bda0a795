package org.certdrop.home;

import java.io.IOException;
import java.util.Optional;
import org.certdrop.identity.OwnParty;
import org.certdrop.registry.KnownKeys;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Membership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may be registered in a home, as the operator's two lists have it. */
public final class Memberships {
  private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);

  private Memberships() {}

  /**
   * Reads both lists.
   *
   * @param own this party, if it has a certificate: it is spared by the list of the distrusted
   * @throws UnusableListException if one of them cannot be used
   * @throws IOException if the journal, which knows the keys of old certificates, cannot be read
   */
  public static Membership read(Home home, Optional<OwnParty> own) throws IOException {
    Distrusted distrusted = ListFile.DISTRUSTED.read(home);
    return new Membership(ListFile.ROSTER.read(home), counting(home, distrusted, own));
  }

  /** What counts of the list of the distrusted: not this party itself, but keys that are known. */
  public static Distrusted counting(Home home, Distrusted distrusted, Optional<OwnParty> own)
      throws IOException {
    Distrusted others = own.map(party -> spare(distrusted, party)).orElse(distrusted);
    return others.withKeys(KnownKeys.of(Registries.of(home), others.certificates()));
  }

  private static Distrusted spare(Distrusted distrusted, OwnParty own) {
    Distrusted others = distrusted.sparing(own.id(), own.certificate().fingerprint());
    if (others != distrusted) {
      LOG.warn(
          "{} names this party itself, {}, or its certificate; that is ignored here.",
          ListFile.DISTRUSTED.name(),
          own.id());
    }
    return others;
  }
}
