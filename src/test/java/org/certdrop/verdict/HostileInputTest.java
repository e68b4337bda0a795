package org.certdrop.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.x509.RawCertificate.integer;
import static org.certdrop.x509.RawCertificate.nested;
import static org.certdrop.x509.RawCertificate.rdn;
import static org.certdrop.x509.RawCertificate.tlv;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.certdrop.files.FileContent;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.submission.Completeness;
import org.certdrop.submission.Limits;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.trust.Membership;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.RawCertificate;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drops within the limits that try to cost time or memory. Each is answered with its code, at a
 * cost that is bounded: processor time, for machines are noisy, and the least of several
 * measurements.
 */
class HostileInputTest {
  private static final Duration MOST = Duration.ofMillis(400);
  private static final long MEMORY = 64L << 20;
  private static final int LARGE = Limits.FILE_BYTES - 64;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final String GOOD_SIDECAR =
      "{\"party_id\": \"node_a\", \"ip\": \"10.9.0.9\", \"port\": 14001}";
  private static final TestCertificate GOOD = TestCertificate.of("node_a");

  @TempDir Path var;
  private Registry registry;
  private Intake intake;

  /** A drop, and the code that refuses it; null if it is registered. */
  record Case(String name, Code code, SubmittedFile... files) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void openRegistry() throws IOException {
    Clock clock = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
    PartyId us = new PartyId("researcher_us");
    registry = Registry.open(var, us, () -> AdmissionPolicy.AUTOMATIC, clock);
    Fingerprint none = Fingerprint.of(new byte[0]);
    intake =
        new Intake(
            new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
            () -> EndpointPolicy.REQUIRED,
            registry,
            () -> Membership.OPEN,
            () -> new Ourselves(us, none, none, Optional.empty(), Set.of()),
            clock);
  }

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  private static SubmittedFile file(String name, byte[] content) {
    assertThat(content).hasSizeLessThanOrEqualTo(Limits.FILE_BYTES);
    return new SubmittedFile(name, new FileContent.Bytes(content));
  }

  private static Case text(String name, Code code, String content) {
    return new Case(
        name,
        code,
        file("a.pem", content.getBytes(UTF_8)),
        file("a.json", GOOD_SIDECAR.getBytes(UTF_8)));
  }

  /** Nothing but one piece, as often as it fits. */
  private static Case full(String piece, Code code) {
    String shown = piece.length() > 30 ? piece.substring(0, 30) : piece;
    return text("64 KiB of " + shown.strip(), code, filled(piece));
  }

  private static String filled(String piece) {
    return piece.repeat(LARGE / piece.getBytes(UTF_8).length);
  }

  private static Case der(String name, Code code, byte[] der) {
    return text(name, code, TestCertificate.pem("CERTIFICATE", der));
  }

  private static Case der(String name, Code code, RawCertificate certificate) {
    return der(name, code, certificate.der());
  }

  private static Case sidecar(String name, Code code, String json) {
    return new Case(name, code, file("a.pem", GOOD.file()), file("a.json", json.getBytes(UTF_8)));
  }

  /** A good sidecar with one field more. */
  private static Case field(String name, Code code, String field) {
    return sidecar(name, code, GOOD_SIDECAR.replace("}", ", " + field + "}"));
  }

  private static RawCertificate raw() {
    return new RawCertificate();
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] many(int count, IntFunction<byte[]> part) {
    return tlv(0x30, IntStream.range(0, count).mapToObj(part).toArray(byte[][]::new));
  }

  /** An odd number of this many bits. */
  private static BigInteger odd(int bits) {
    return BigInteger.ONE
        .shiftLeft(bits)
        .subtract(BigInteger.valueOf(0x10001).shiftLeft(bits / 3))
        .setBit(0);
  }

  private static byte[] indefinite(int levels) {
    byte[] der = new byte[2 * levels];
    for (int i = 0; i < levels; i++) {
      der[2 * i] = 0x30;
      der[2 * i + 1] = (byte) 0x80;
    }
    return der;
  }

  static Stream<Case> nesting() {
    byte[] deep = nested(0x30, 10_000);
    byte[] tagged = nested(0xa4, 10_000);
    byte[] endless = indefinite(20_000);
    Code malformed = Code.MALFORMED_CERTIFICATE;
    String mlDsa44 = "608648016503040311";
    return Stream.of(
        der("10,000 levels", malformed, deep),
        der("20,000 levels of indefinite length", malformed, endless),
        der("10,000 levels in the subject", malformed, raw().subject(tlv(0x30, rdn(deep)))),
        der("10,000 levels in the issuer", malformed, raw().issuer(deep)),
        der("10,000 levels in the serial number", malformed, raw().serial(tagged)),
        der(
            "5,000 levels in each algorithm",
            malformed,
            raw().algorithm(tlv(0x30, hex("06092a864886f70d01010b"), nested(0x30, 5000)))),
        der(
            "10,000 levels in the SAN",
            malformed,
            raw().extensions(RawCertificate.extension("551d11", deep))),
        der(
            "10,000 directory names in the SAN",
            malformed,
            raw().extensions(RawCertificate.extension("551d11", tlv(0x30, tagged)))),
        der(
            "20,000 levels of indefinite length in the SAN",
            malformed,
            raw().extensions(RawCertificate.extension("551d11", endless))),
        der(
            "63 levels in each of 100 extensions",
            malformed,
            raw()
                .extensions(
                    IntStream.range(0, 100)
                        .mapToObj(i -> RawCertificate.extension("551d11", nested(0x30, 62)))
                        .toArray(byte[][]::new))),
        new Case(
            "10,000 levels in an unknown extension",
            null,
            file(
                "a.pem",
                TestCertificate.builder("node_a")
                    .extension(new ASN1ObjectIdentifier("1.2.3"), false, deep)
                    .build()
                    .file()),
            file("a.json", GOOD_SIDECAR.getBytes(UTF_8))),
        der(
            "10,000 levels in an RSA key",
            malformed,
            raw().key(tlv(0x30, hex("300d06092a864886f70d0101010500"), RawCertificate.bits(deep)))),
        der(
            "10,000 levels in an EC key",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.p256(deep))),
        der(
            "10,000 levels in an ML-DSA key",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.keyOf(mlDsa44, deep))),
        der(
            "20,000 levels of indefinite length in an ML-DSA key",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.keyOf(mlDsa44, endless))),
        der("10,000 levels in a signature", Code.BAD_SIGNATURE, raw().signature(deep)),
        der(
            "20,000 levels of indefinite length in a signature",
            Code.BAD_SIGNATURE,
            raw().signature(endless)));
  }

  static Stream<Case> lengths() {
    return Stream.of(
        der("2 GB are claimed", Code.TRUNCATED, hex("30847fffffff3000")),
        der("4 GB are claimed", Code.TRUNCATED, hex("3084ffffffff3000")),
        der("2^63 are claimed", Code.MALFORMED_CERTIFICATE, hex("30887fffffffffffffff3000")),
        der("2^64 are claimed", Code.MALFORMED_CERTIFICATE, hex("3088ffffffffffffffff3000")),
        der("2^1008 are claimed", Code.MALFORMED_CERTIFICATE, hex("30fe" + "ff".repeat(126))),
        der(
            "2 GB are claimed inside",
            Code.MALFORMED_CERTIFICATE,
            raw().subject(hex("30847fffffff"))),
        der(
            "2 GB are claimed in a string",
            Code.MALFORMED_CERTIFICATE,
            raw().subject(tlv(0x30, rdn(hex("0c847fffffff41"))))),
        der(
            "2 GB are claimed in an extension",
            Code.MALFORMED_CERTIFICATE,
            raw().extensions(RawCertificate.extension("551d11", hex("30847fffffff")))),
        der(
            "2 GB are claimed in an RSA key",
            Code.MALFORMED_CERTIFICATE,
            raw()
                .key(
                    tlv(
                        0x30,
                        hex("300d06092a864886f70d0101010500"),
                        RawCertificate.bits(hex("30847fffffff0201"))))),
        der(
            "2 GB are claimed in a signature",
            Code.BAD_SIGNATURE,
            raw().signature(hex("30847fffffff0201"))),
        der(
            "2 GB are claimed in an ML-DSA key",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.keyOf("608648016503040311", hex("04847fffffff0201")))));
  }

  private static Case rsa(String name, Code code, int bits, BigInteger exponent) {
    return der(
        name,
        code,
        raw()
            .algorithm(RawCertificate.SHA256_WITH_RSA)
            .key(RawCertificate.rsa(odd(bits), exponent))
            .signature(bytes(bits <= 16_384 ? bits / 8 : 1, 1)));
  }

  private static Case pss(String name, Code code, int bits, BigInteger exponent, String salt) {
    byte[] pss =
        hex(
            "06092a864886f70d01010a30"
                + String.format(Locale.ROOT, "%02x", 51 + salt.length() / 2)
                + "a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503040201"
                + "0500a2"
                + String.format(Locale.ROOT, "%02x02%02x", salt.length() / 2 + 2, salt.length() / 2)
                + salt);
    return der(
        name,
        code,
        raw()
            .algorithm(tlv(0x30, pss))
            .key(RawCertificate.rsa(odd(bits), exponent))
            .signature(bytes(bits / 8, 1)));
  }

  static Stream<Case> keys() {
    BigInteger small = BigInteger.valueOf(65_537);
    String point = "ff".repeat(31);
    return Stream.of(
        rsa("RSA 65,536 bits", Code.WEAK_KEY, 65_536, small),
        rsa("RSA 350,000 bits", Code.WEAK_KEY, 350_000, small),
        rsa("RSA 65,536 bits and exponent", Code.WEAK_KEY, 65_536, odd(65_535)),
        rsa("RSA 2048, exponent of 2047 bits", Code.BAD_SIGNATURE, 2048, odd(2047)),
        rsa("RSA 3072, exponent of 3071 bits", Code.BAD_SIGNATURE, 3072, odd(3071)),
        rsa("RSA 3080, exponent of 3079 bits", Code.UNSUPPORTED_KEY, 3080, odd(3079)),
        rsa("RSA 16,384, exponent of 64 bits", Code.BAD_SIGNATURE, 16_384, odd(64)),
        rsa("RSA 16,384, exponent of 65 bits", Code.UNSUPPORTED_KEY, 16_384, odd(65)),
        rsa("RSA 16,384, exponent of 16,383 bits", Code.UNSUPPORTED_KEY, 16_384, odd(16_383)),
        rsa("RSA 2048, exponent of 300,000 bits", Code.UNSUPPORTED_KEY, 2048, odd(300_000)),
        pss("RSASSA-PSS 3072, exponent of 3071 bits", Code.BAD_SIGNATURE, 3072, odd(3071), "20"),
        pss("RSASSA-PSS, salt of 2 GB", Code.BAD_SIGNATURE, 2048, small, "7fffffff"),
        pss(
            "RSASSA-PSS, salt of 2^71",
            Code.MALFORMED_CERTIFICATE,
            2048,
            small,
            "7fffffffffffffffff"),
        der(
            "a point off its curve",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.p256(hex("0401" + point + "02" + point)))),
        der(
            "the point at infinity",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.p256(hex("00")))),
        der(
            "a compressed point off its curve",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.p256(hex("02ff" + point)))),
        der(
            "a point of 40 KiB",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.p256(bytes(40_000, 4)))),
        der(
            "an ML-DSA key of 40 KiB",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.keyOf("608648016503040313", new byte[40_000]))),
        der(
            "an Ed448 key of 40 KiB",
            Code.UNSUPPORTED_KEY,
            raw().key(RawCertificate.keyOf("2b6571", new byte[40_000]))),
        der(
            "a DSA key of 350,000 bits",
            Code.UNSUPPORTED_KEY,
            raw()
                .key(
                    tlv(
                        0x30,
                        tlv(0x30, hex("06072a8648ce380401"), tlv(0x30, integer(odd(350_000)))),
                        RawCertificate.bits(integer(small))))),
        der(
            "a curve spelled out with a field of 350,000 bits",
            Code.UNSUPPORTED_KEY,
            raw()
                .key(
                    tlv(
                        0x30,
                        tlv(0x30, hex("06072a8648ce3d0201"), tlv(0x30, integer(odd(350_000)))),
                        RawCertificate.bits(new byte[65])))),
        der("a signature of 40 KiB", Code.BAD_SIGNATURE, raw().signature(new byte[40_000])),
        der(
            "an ECDSA signature of numbers of 160,000 bits",
            Code.BAD_SIGNATURE,
            raw().signature(tlv(0x30, integer(odd(160_000)), integer(odd(160_000))))));
  }

  private static byte[] bytes(int length, int first) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    return bytes;
  }

  /** An OID of one huge arc. */
  private static byte[] oid(int octets) {
    return oid(octets, 0);
  }

  private static byte[] oid(int octets, int number) {
    byte[] oid = new byte[octets];
    Arrays.fill(oid, (byte) 0xff);
    oid[0] = 0x2a;
    oid[octets - 2] = (byte) (0x80 | number / 128);
    oid[octets - 1] = (byte) (number % 128);
    return oid;
  }

  private static byte[] numbered(int i) {
    return new byte[] {0x2a, 3, (byte) (0x81 + i / 128), (byte) (i % 128)};
  }

  private static byte[] names(String value, int count) {
    byte[] rdn = rdn(RawCertificate.text(0x0c, value));
    return many(count, i -> rdn);
  }

  private static byte[] san(byte[] names) {
    return RawCertificate.extension("551d11", names);
  }

  static Stream<Case> names() {
    byte[] other = RawCertificate.name("another");
    // One letter that NFKC makes 18 of; marks that it sorts; controls that are escaped.
    String expanding = "\ufdfa".repeat(1000);
    String marks = ("a" + "\u0316\u0301".repeat(300)).repeat(1);
    return Stream.of(
        der("3000 RDNs", Code.UNKNOWN_ISSUER, raw().subject(names("x", 3000)).issuer(other)),
        der(
            "3000 attributes in one RDN",
            Code.UNKNOWN_ISSUER,
            raw()
                .issuer(other)
                .subject(
                    tlv(
                        0x30,
                        tlv(
                            0x31,
                            IntStream.range(0, 3000)
                                .mapToObj(
                                    i ->
                                        RawCertificate.attribute(
                                            RawCertificate.text(
                                                0x0c,
                                                "x"
                                                    + (char) ('A' + i / 60)
                                                    + (char) ('A' + i % 60))))
                                .toArray(byte[][]::new))))),
        der(
            "a name of 45,000 controls",
            Code.UNKNOWN_ISSUER,
            raw().issuer(other).subject(names("\u0001".repeat(45_000), 1))),
        der(
            "two names of controls",
            Code.UNKNOWN_ISSUER,
            raw()
                .issuer(names("\u0002".repeat(22_000), 1))
                .subject(names("\u0001".repeat(22_000), 1))),
        der(
            "names of 990 controls",
            Code.UNKNOWN_ISSUER,
            raw().issuer(names("\u0002".repeat(990), 22)).subject(names("\u0001".repeat(990), 22))),
        der(
            "names that normalizing makes longer",
            Code.UNKNOWN_ISSUER,
            raw().issuer(names(expanding, 7)).subject(names(expanding.substring(1) + "x", 7))),
        der(
            "names of marks that are sorted",
            Code.UNKNOWN_ISSUER,
            raw().issuer(names(marks, 18)).subject(names(marks + "x", 18))),
        der(
            "6000 subject alternative names",
            Code.BAD_SIGNATURE,
            raw().extensions(san(many(6000, i -> RawCertificate.text(0x82, "a" + i))))),
        der(
            "SANs of 40,000 controls",
            Code.BAD_SIGNATURE,
            raw().extensions(san(tlv(0x30, tlv(0xa4, names("\u0001".repeat(40_000), 1)))))),
        der(
            "3000 unknown extensions",
            Code.BAD_SIGNATURE,
            raw()
                .extensions(
                    IntStream.range(0, 3000)
                        .mapToObj(
                            i ->
                                RawCertificate.extension(
                                    HexFormat.of().formatHex(numbered(i)), new byte[0]))
                        .toArray(byte[][]::new))),
        der(
            "3000 times one extension",
            Code.MALFORMED_CERTIFICATE,
            raw()
                .extensions(
                    IntStream.range(0, 3000)
                        .mapToObj(i -> RawCertificate.extension("2a03", new byte[0]))
                        .toArray(byte[][]::new))),
        der(
            "an OID of 40 KiB",
            Code.MALFORMED_CERTIFICATE,
            raw().extensions(san(tlv(0x30, tlv(0x88, oid(40_000)))))),
        der(
            "11 OIDs of 4 KiB",
            Code.MALFORMED_CERTIFICATE,
            raw().extensions(san(many(11, i -> tlv(0x88, oid(4096 - i)))))),
        der(
            "11 OIDs of 4 KiB as purposes",
            Code.MALFORMED_CERTIFICATE,
            raw()
                .extensions(
                    RawCertificate.extension("551d25", many(11, i -> tlv(0x06, oid(4096 - i)))))),
        der(
            "340 OIDs of 128 octets",
            Code.BAD_SIGNATURE,
            raw().extensions(san(many(340, i -> tlv(0x88, oid(128, i)))))),
        new Case(
            "a serial number of 40 KiB",
            null,
            file("a.pem", TestCertificate.builder("node_a").serial(odd(320_000)).build().file()),
            file("a.json", GOOD_SIDECAR.getBytes(UTF_8))),
        der(
            "a version of 40 KiB",
            Code.MALFORMED_CERTIFICATE,
            tlv(0x30, tlv(0x30, tlv(0xa0, integer(odd(320_000)))))));
  }

  static Stream<Case> texts() {
    String block = "-----BEGIN A-----\nAAAA\n-----END A-----\n";
    String certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    return Stream.of(
        full("-----BEGIN CERTIFICATE-----\n", Code.MULTIPLE_CERTIFICATES),
        full("-----BEGIN A-----\n", Code.WRONG_LABEL),
        full("-----BEGIN \n", Code.NOT_PEM),
        full("-----BEGIN ", Code.WRONG_LABEL),
        full("-----BEGIN CERTIFICATE----- -----END ", Code.MALFORMED_CERTIFICATE),
        full("-----END ", Code.NOT_PEM),
        full(block, Code.WRONG_LABEL),
        full(certificate, Code.MULTIPLE_CERTIFICATES),
        full("-----BEGIN A PRIVATE KEY-----\n", Code.PRIVATE_KEY_PRESENT),
        full("PRIVATE KEY", Code.NOT_PEM),
        full("-p", Code.NOT_PEM),
        full("-", Code.NOT_PEM),
        full("-\n", Code.NOT_PEM),
        full("-pi ", Code.NOT_PEM),
        full("-pi a ", Code.NOT_PEM),
        full("-pi node_a --ip 10.0.0.1 ", Code.NOT_PEM),
        full("-pi=", Code.NOT_PEM),
        full("--ip 1.2.3.4.", Code.NOT_PEM),
        full("> ", Code.NOT_PEM),
        full(">", Code.NOT_PEM),
        full("\n> -----BEGIN ", Code.NOT_PEM),
        full("\u001b[", Code.NOT_PEM),
        full("\u001b[0;31m", Code.NOT_PEM),
        full("\u001b[;", Code.NOT_PEM),
        full("\u001b ", Code.NOT_PEM),
        full("\ufeff", Code.NOT_PEM),
        full("\ufeff-----BEGIN A-----\n", Code.WRONG_LABEL),
        full("\u0000", Code.NOT_PEM),
        full(" ", Code.NOT_PEM),
        full("\r", Code.NOT_PEM),
        full("\u000b\f", Code.NOT_PEM),
        full("\\", Code.NOT_PEM),
        full("0", Code.NOT_PEM),
        text(
            "many ids",
            Code.NOT_PEM,
            IntStream.range(0, 6000).mapToObj(i -> " -pi n" + i).collect(Collectors.joining())),
        text(
            "many good ids",
            Code.NOT_PEM,
            IntStream.range(0, 4000).mapToObj(i -> " -pi node_" + i).collect(Collectors.joining())),
        text(
            "many addresses",
            Code.NOT_PEM,
            "-pi node_a"
                + IntStream.range(0, 4000)
                    .mapToObj(i -> " --ip 10.1." + i / 250 + "." + i % 250)
                    .collect(Collectors.joining())),
        text("a flag and 64 KiB of white space", Code.NOT_PEM, "-pi" + filled(" ")),
        text("an id of 64 KiB", Code.NOT_PEM, "-pi node_" + "a".repeat(60_000)),
        text("an id of 64 KiB of stops", Code.NOT_PEM, "-pi a" + "!".repeat(60_000)),
        text("a label of 64 KiB", Code.WRONG_LABEL, "-----BEGIN " + "A".repeat(60_000) + "-----"),
        text(
            "base64 of 64 KiB of white space",
            Code.TRUNCATED,
            "-----BEGIN CERTIFICATE-----" + " ".repeat(65_000) + "-----END CERTIFICATE-----"),
        text(
            "padding of 64 KiB",
            Code.MALFORMED_CERTIFICATE,
            "-----BEGIN CERTIFICATE-----" + "=".repeat(65_000) + "-----END CERTIFICATE-----"));
  }

  /** Texts of two letters each whose hash is the same, all of them. */
  private static String colliding(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 12; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  private static String fields(int count, IntFunction<String> field) {
    return IntStream.range(0, count).mapToObj(field).collect(Collectors.joining(","));
  }

  static Stream<Case> sidecars() {
    String digits = "9".repeat(60_000);
    return Stream.of(
        field("30,000 lists", Code.TOO_LARGE, "\"x\": " + "[".repeat(30_000) + "]".repeat(30_000)),
        field(
            "10,000 objects",
            Code.TOO_LARGE,
            "\"x\": " + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
        field("10,000 unknown fields", null, fields(6000, i -> "\"f" + i + "\":1")),
        field(
            "4000 unknown fields of one hash",
            null,
            fields(2000, i -> "\"" + colliding(i) + "\":1")),
        field("6000 times one field", Code.MALFORMED_SIDECAR, fields(6000, i -> "\"f\":1")),
        field("the id twice", Code.MALFORMED_SIDECAR, "\"party_id\": \"node_b\""),
        field("a name of 60,000 letters", null, "\"" + "a".repeat(60_000) + "\": 1"),
        field("an integer of 60,000 digits", null, "\"x\": " + digits),
        field("1e999999999", null, "\"x\": [1e999999999, -1e-999999999]"),
        field("a fraction of 60,000 digits", null, "\"x\": 0." + digits + "e" + "9".repeat(1000)),
        field("60,000 escapes", null, "\"x\": \"" + "\\u0000".repeat(10_000) + "\""),
        field("30,000 numbers", null, "\"x\": [" + "1,".repeat(30_000) + "1]"),
        field(
            "a component of 60,000 letters",
            Code.INVALID_FIELD,
            "\"component\": \"" + "N".repeat(60_000) + "\""),
        field(
            "a fingerprint of 60,000 colons",
            Code.INVALID_FIELD,
            "\"sha256\": \"" + ":".repeat(60_000) + "\""),
        sidecar(
            "a port of 60,000 digits", Code.INVALID_FIELD, GOOD_SIDECAR.replace("14001", digits)),
        sidecar(
            "a port of 60,000 digits in quotes",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("14001", "\"" + digits + "\"")),
        sidecar(
            "a port of 60,000 zeros",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("14001", "\"" + "0".repeat(60_000) + "1\"")),
        sidecar(
            "the port 1e999999999",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("14001", "1e999999999")),
        sidecar("the port 14001e0", Code.INVALID_FIELD, GOOD_SIDECAR.replace("14001", "14001e0")),
        sidecar(
            "an address of 60,000 dots",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("10.9.0.9", "1.".repeat(30_000))),
        sidecar(
            "an address of 60,000 colons",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("10.9.0.9", ":".repeat(60_000))),
        sidecar(
            "an id of 60,000 letters",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("node_a", "node_" + "a".repeat(60_000))),
        sidecar(
            "an id of 60,000 hyphens",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("node_a", "node_a" + "-".repeat(60_000))),
        sidecar(
            "an unpaired surrogate in the id",
            Code.INVALID_FIELD,
            GOOD_SIDECAR.replace("node_a", "node_\\ud800")),
        field("an unpaired surrogate in a name", null, "\"\\udc00\": \"\\ud800\""),
        sidecar("64 KiB of braces", Code.MALFORMED_SIDECAR, "{".repeat(LARGE)),
        sidecar("64 KiB of quotation marks", Code.MALFORMED_SIDECAR, "{" + "\"".repeat(LARGE)),
        sidecar("64 KiB of backslashes", Code.TRUNCATED, "{\"" + "\\".repeat(LARGE)),
        sidecar("64 KiB of white space", Code.TRUNCATED, " ".repeat(LARGE)),
        sidecar("64 KiB of white space before it", null, " ".repeat(60_000) + GOOD_SIDECAR),
        sidecar("64 KiB of objects", Code.MALFORMED_SIDECAR, filled("{}")),
        sidecar(
            "64 KiB of byte order marks",
            Code.MALFORMED_SIDECAR,
            filled("\ufeff") + GOOD_SIDECAR.substring(0, 20)));
  }

  @ParameterizedTest
  @MethodSource({"nesting", "lengths", "keys", "names", "texts", "sidecars"})
  void isAnsweredWithItsCodeAtABoundedCost(Case drop) throws IOException {
    Submission submission = Submission.of("hostile", List.of(drop.files()));
    Cost least = null;
    for (int run = 0; isTooDear(least) && run < 20; run++) {
      Cost cost = cost(submission);
      least = least == null || cost.nanos() < least.nanos() ? cost : least;
    }
    Verdict verdict = intake.register(intake.assess(submission));
    assertThat(verdict.code().orElse(null)).isEqualTo(drop.code());
    assertThat(verdict.outcome() == Outcome.REGISTERED).isEqualTo(drop.code() == null);
    assertThat(verdict.toJson().toString()).hasSizeLessThan(4 * Limits.FILE_BYTES);
    assertThat(least.nanos()).isLessThan(MOST.toNanos());
    assertThat(least.bytes()).isLessThan(MEMORY);
  }

  /** The first runs of a process meet compilations and collections. */
  private static boolean isTooDear(Cost least) {
    return least == null || least.nanos() >= MOST.toNanos();
  }

  private record Cost(long nanos, long bytes) {}

  private Cost cost(Submission submission) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    assertThat(intake.assess(submission).inputs()).hasSize(2);
    for (SubmittedFile file :
        List.of(submission.certificate().orElseThrow(), submission.sidecar().orElseThrow())) {
      byte[] content = ((FileContent.Bytes) file.content()).bytes();
      Completeness.isCompleteCertificateText(content);
      Completeness.isInstructions(content);
      Completeness.isCompleteSidecar(content);
    }
    return new Cost(
        THREADS.getCurrentThreadCpuTime() - start,
        THREADS.getCurrentThreadAllocatedBytes() - bytes);
  }
}
