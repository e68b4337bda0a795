package org.certdrop.rules;

import java.util.List;
import java.util.Locale;
import org.certdrop.party.IpAddress;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Certificate;

/** The names and addresses by which a certificate lets a TLS server be reached. */
public final class Hosts {
  private static final List<String> KINDS = List.of("DNS:", "IP:");

  private Hosts() {}

  /** The dNSNames and iPAddresses of a certificate's subjectAltName that are not blank. */
  public static List<String> of(Certificate certificate) {
    return certificate.subjectAltNames().stream()
        .filter(name -> KINDS.stream().anyMatch(name::startsWith))
        .map(name -> name.substring(name.indexOf(':') + 1))
        .filter(host -> !host.isBlank())
        .toList();
  }

  /**
   * Whether a host is among others; names in any letter case, addresses in any spelling, and all
   * that mean the own machine are one.
   */
  static boolean contains(List<String> hosts, String host) {
    return hosts.stream().map(Hosts::canonical).anyMatch(canonical(host)::equals);
  }

  private static String canonical(String host) {
    if (isLoopback(host)) {
      return "localhost";
    }
    return IpAddress.parse(host) instanceof Parsed.Good<IpAddress> address
        ? address.value().toString()
        : host.toLowerCase(Locale.ROOT);
  }

  /** Whether a host means the own machine: {@code localhost}, 127.0.0.0/8 or ::1. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || (IpAddress.parse(host) instanceof Parsed.Good<IpAddress> address
            && address.value().isLoopback());
  }
}
