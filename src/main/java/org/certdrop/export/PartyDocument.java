package org.certdrop.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PemBlock;
import org.certdrop.x509.PemDocument;

/**
 * One document of the table {@code Certificates} in a database of Fed-BioMed's.
 *
 * @param id its number, as the table's key writes it
 * @param fields what it holds
 */
record PartyDocument(String id, ObjectNode fields) {
  static final String PARTY = "party_id";
  static final String COMPONENT_ID = "component_id";
  static final String COMPONENT = "component";
  static final String IP = "ip";
  static final String PORT = "port";
  static final String CERTIFICATE = "certificate";

  /** The party that it is about, in lower case; empty if it names none. */
  String partyKey() {
    return party().toLowerCase(Locale.ROOT);
  }

  /** The party that it is about, as it is written there; not yet fit to be shown. */
  String party() {
    return componentId().orElseGet(() -> fields.path(PARTY).asText(""));
  }

  /** What the releases with mutual authentication call the party; empty before they wrote it. */
  Optional<String> componentId() {
    return Optional.of(fields.path(COMPONENT_ID).asText("")).filter(id -> !id.isBlank());
  }

  /** The fingerprint of its certificate; empty unless it holds exactly one, whole. */
  Optional<Fingerprint> fingerprint() {
    String text = fields.path(CERTIFICATE).asText("");
    List<PemBlock> blocks = PemDocument.read(text.getBytes(StandardCharsets.UTF_8)).certificates();
    return blocks.size() == 1 && blocks.get(0).state() == PemBlock.State.WHOLE
        ? Optional.of(Fingerprint.of(blocks.get(0).der()))
        : Optional.empty();
  }

  /** The party that it is about, if what it says is a party's id. */
  Optional<PartyId> partyId() {
    return PartyId.isForm(party()) ? Optional.of(new PartyId(party())) : Optional.empty();
  }

  /** Its certificate; empty unless it holds exactly one that can be read. */
  Optional<Certificate> certificate() {
    byte[] text = fields.path(CERTIFICATE).asText("").getBytes(StandardCharsets.UTF_8);
    return Certificate.parsePem(text).sound();
  }
}
