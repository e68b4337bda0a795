package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.certdrop.x509.Fingerprint;

/**
 * The sessions of a service, in its memory alone: they end with it. A cookie holds a secret of
 * which only the digest is kept.
 */
final class Sessions {
  /** How long a session lasts. */
  static final Duration LIFETIME = Duration.ofHours(12);

  /** How many sessions there are at most; the oldest makes room. */
  static final int MOST = 32;

  private static final int OCTETS = 32;

  private record Kept(byte[] digest, Session session, long until) {}

  private final SecureRandom random = new SecureRandom();
  private final Deque<Kept> kept = new ArrayDeque<>();
  private final String cookie;
  private final String attributes;
  private final LongSupplier nanoTime;

  /**
   * No sessions yet.
   *
   * @param port of the page: cookies of one host are shared by all its ports
   * @param secure whether the page is served by TLS
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  Sessions(int port, boolean secure, LongSupplier nanoTime) {
    this.cookie = (secure ? "__Host-" : "") + "certdrop-" + port;
    this.attributes = "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    this.nanoTime = nanoTime;
  }

  /**
   * Begins a session.
   *
   * @param name what the journal is to call the person
   * @return the value of the header Set-Cookie
   */
  synchronized String begin(String name) {
    String secret = secret();
    while (kept.size() >= MOST) {
      kept.removeFirst();
    }
    kept.addLast(
        new Kept(
            digest(secret),
            new Session(name, secret()),
            nanoTime.getAsLong() + LIFETIME.toNanos()));
    return cookie + "=" + secret + attributes + "; Max-Age=" + LIFETIME.toSeconds();
  }

  private String secret() {
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  private static byte[] digest(String secret) {
    return Fingerprint.of(secret.getBytes(UTF_8)).toString().getBytes(US_ASCII);
  }

  /**
   * The session that a request belongs to.
   *
   * @param headers the values of its headers Cookie
   */
  synchronized Optional<Session> find(List<String> headers) {
    long now = nanoTime.getAsLong();
    kept.removeIf(one -> one.until() - now <= 0);
    return sent(headers).flatMap(secret -> find(digest(secret)));
  }

  private Optional<Session> find(byte[] digest) {
    Optional<Session> found = Optional.empty();
    for (Kept one : kept) {
      if (MessageDigest.isEqual(one.digest(), digest)) {
        found = Optional.of(one.session());
      }
    }
    return found;
  }

  /** What the browser kept; nothing if there are several, of which one may be somebody else's. */
  private Optional<String> sent(List<String> headers) {
    List<String> values =
        headers.stream()
            .flatMap(header -> List.of(header.split(";", -1)).stream())
            .map(String::strip)
            .filter(pair -> pair.startsWith(cookie + "="))
            .map(pair -> pair.substring(cookie.length() + 1))
            .toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /**
   * Ends a session.
   *
   * @return the value of the header Set-Cookie
   */
  synchronized String end(Session session) {
    kept.removeIf(one -> one.session() == session);
    return cookie + "=" + attributes + "; Max-Age=0";
  }
}
