package org.certdrop.rules;

import java.util.List;
import org.certdrop.party.Component;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.KeyPurpose;

/** What a certificate must permit so that its party can play its part in mutual TLS. */
public final class Roles {
  private Roles() {}

  /** The purpose of a component's certificate: a node connects, a researcher is connected to. */
  public static KeyPurpose of(Component component) {
    return component == Component.NODE ? KeyPurpose.CLIENT_AUTH : KeyPurpose.SERVER_AUTH;
  }

  /** Whether a certificate's ExtendedKeyUsage, where it has one, permits a component's part. */
  public static boolean permit(Certificate certificate, Component component) {
    List<String> purposes = certificate.extendedKeyUsage();
    return purposes.isEmpty()
        || purposes.contains(KeyPurpose.ANY.oid())
        || purposes.contains(of(component).oid());
  }

  /** Whether a certificate permits one part alone. */
  static boolean areSettled(Certificate certificate) {
    List<String> purposes = certificate.extendedKeyUsage();
    return purposes.contains(KeyPurpose.CLIENT_AUTH.oid())
        != purposes.contains(KeyPurpose.SERVER_AUTH.oid());
  }
}
