package org.certdrop.benchmark;

import org.certdrop.x509.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.certdrop.x509.PemBlock;

/**
 * Certificates as Fed-BioMed makes them, RSA 2048, each with a key and an id of its own, and their
 * sidecars. The keys are products of two out of few primes, so that one takes a signature's time
 * and no search; of use for measuring alone. The same number of pairs is always the same pairs.
 */
public final class Pairs {
  private static final BigInteger E = BigInteger.valueOf(65_537);

  /**
   * One party's files.
   *
   * @param party its id
   * @param pem the certificate file
   * @param sidecar the sidecar
   */
  public record Pair(String party, byte[] pem, byte[] sidecar) {}

  private Pairs() {}

  /** Writes pairs. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<Pair> pairs = make(Integer.parseInt(arguments[1]));
    for (int i = 0; i < pairs.size(); i++) {
      write(pairs.get(i), folder, String.format(Locale.ROOT, "p%06d", i));
    }
  }

  private static void write(Pair pair, Path folder, String stem) throws IOException {
    Files.write(folder.resolve(stem + ".pem"), pair.pem());
    Files.write(folder.resolve(stem + ".json"), pair.sidecar());
  }

  /** Makes so many. */
  public static List<Pair> make(int count) throws Exception {
    Random random = new Random(20_261_126);
    int needed = 2;
    while (needed * (needed - 1) / 2 < count) {
      needed++;
    }
    long[] seeds = random.longs(needed).toArray();
    List<BigInteger> primes =
        IntStream.range(0, needed).parallel().mapToObj(i -> prime(new Random(seeds[i]))).toList();
    List<BigInteger[]> factors = new ArrayList<>();
    for (int p = 1; p < needed; p++) {
      for (int q = 0; q < p && factors.size() < count; q++) {
        factors.add(new BigInteger[] {primes.get(p), primes.get(q)});
      }
    }
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> pair(i, factors.get(i)[0], factors.get(i)[1]))
        .toList();
  }

  /** Of 1024 bits, the two highest set, so that a product has 2048. */
  private static BigInteger prime(Random random) {
    BigInteger candidate;
    do {
      candidate = new BigInteger(1024, random).setBit(1023).setBit(1022).setBit(0);
      while (!candidate.isProbablePrime(40)) {
        candidate = candidate.add(BigInteger.TWO);
      }
    } while (!candidate.subtract(BigInteger.ONE).gcd(E).equals(BigInteger.ONE));
    return candidate;
  }

  private static Pair pair(int number, BigInteger p, BigInteger q) {
    String party = "node_" + new UUID(0x1234_5678_4000L + number, 0x8000_0000_0000_0000L + number);
    try {
      byte[] der = certificate(party, number, p, q);
      String sidecar =
          String.format(
              Locale.ROOT,
              "{\"party_id\": \"%s\", \"ip\": \"10.%d.%d.%d\", \"port\": 14001}",
              party,
              number >> 16 & 255,
              number >> 8 & 255,
              number & 255);
      return new Pair(
          party,
          Pem.encode(PemBlock.CERTIFICATE, der).getBytes(StandardCharsets.US_ASCII),
          sidecar.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] certificate(String party, int number, BigInteger p, BigInteger q)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    BigInteger n = p.multiply(q);
    BigInteger p1 = p.subtract(BigInteger.ONE);
    BigInteger q1 = q.subtract(BigInteger.ONE);
    BigInteger d = E.modInverse(p1.multiply(q1));
    KeyFactory factory = KeyFactory.getInstance("RSA");
    PublicKey publicKey = factory.generatePublic(new RSAPublicKeySpec(n, E));
    PrivateKey key =
        factory.generatePrivate(
            new RSAPrivateCrtKeySpec(n, E, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p)));
    X500Name name = new X500Name("CN=*,O=" + party);
    Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
    return new X509v3CertificateBuilder(
            name,
            BigInteger.valueOf(number + 1L),
            Date.from(from),
            Date.from(from.plus(1825, ChronoUnit.DAYS)),
            name,
            SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()))
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(key))
        .getEncoded();
  }
}
