package org.certdrop.verdict;

import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;

/** What may be doubtful about an address: it refuses nobody, and stays true until it changes. */
public final class EndpointFindings {
  private EndpointFindings() {}

  /** The address leads every computer to itself. */
  public static Finding loopback(IpAddress ip) {
    return new Finding(
        Code.LOOPBACK_ENDPOINT,
        "ip is " + ip + ", a loopback address: every computer means itself by it.",
        "Unless all parties run on this one computer, ask the sender to set the address at which the"
            + " others reach the component (certdrop.ip, or mpspdz_ip in Fed-BioMed's configuration),"
            + " and to send the files again.");
  }

  /** Another party is registered there. */
  public static Finding duplicate(PartyId other, Endpoint endpoint) {
    return new Finding(
        Code.DUPLICATE_ENDPOINT,
        other + " is registered with the same endpoint " + endpoint + ".",
        "Two parties cannot listen at one address and port: ask both sites which is right.");
  }

  /** We listen there ourselves. */
  public static Finding ofOurs(PartyId us, Endpoint endpoint) {
    return new Finding(
        Code.DUPLICATE_ENDPOINT,
        us + ", this party itself, has the same endpoint " + endpoint + ".",
        "Two parties cannot listen at one address and port: ask the site for its own, or correct ours"
            + " (certdrop.ip and certdrop.port, or Fed-BioMed's configuration).");
  }
}
