package org.certdrop.intake;

import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * What intake must know of this party, so that it never registers itself or an impostor.
 *
 * @param party the own id
 * @param certificate the own certificate's fingerprint
 * @param publicKey the own public key's
 */
public record Ourselves(PartyId party, Fingerprint certificate, Fingerprint publicKey) {}
