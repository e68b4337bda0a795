package org.certdrop.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * A certificate for tests: sound by default (v3, P-256, self-signed, subject {@code CN=*, O=<party
 * id>}, valid around {@link #NOW}), and with one call one defect.
 */
public final class TestCertificate {
  /** The time at which most tests judge a certificate. */
  public static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  /** The end of a certificate that must be valid on whatever day the tests run. */
  public static final Instant FAR_FUTURE = Instant.parse("2099-01-01T00:00:00Z");

  private final byte[] der;
  private final KeyPair keyPair;
  private final X500Name subject;

  private TestCertificate(byte[] der, KeyPair keyPair, X500Name subject) {
    this.der = der;
    this.keyPair = keyPair;
    this.subject = subject;
  }

  /** A sound certificate of a party. */
  public static TestCertificate of(String partyId) {
    return builder(partyId).build();
  }

  /** A builder of a party's certificate, sound so far. */
  public static Builder builder(String partyId) {
    return new Builder(partyId);
  }

  /** A builder of a CA's certificate, named by CN and self-signed so far. */
  public static Builder ca(String commonName) {
    return new Builder(commonName)
        .subject(name(BCStyle.CN, commonName))
        .extension(Extension.basicConstraints, true, new BasicConstraints(true))
        .extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
  }

  /** A name of UTF8String attributes, each in an RDN of its own: type, value, type, value, ... */
  public static X500Name name(Object... typesAndValues) {
    RDN[] rdns = new RDN[typesAndValues.length / 2];
    for (int i = 0; i < rdns.length; i++) {
      rdns[i] =
          new RDN(
              new AttributeTypeAndValue(
                  (ASN1ObjectIdentifier) typesAndValues[2 * i],
                  new DERUTF8String((String) typesAndValues[2 * i + 1])));
    }
    return new X500Name(rdns);
  }

  /** Any bytes in PEM armour. */
  public static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** The certificate's DER, defects included. */
  public byte[] der() {
    return der.clone();
  }

  /** The certificate in PEM. */
  public String pem() {
    return pem("CERTIFICATE", der);
  }

  /** The PEM as bytes of a file. */
  public byte[] file() {
    return pem().getBytes(StandardCharsets.US_ASCII);
  }

  /** The subject's key pair. */
  public KeyPair keyPair() {
    return keyPair;
  }

  /** What certdrop reads from it; only for certificates without a defect of form. */
  public Certificate certificate() {
    return Certificate.parse(der).sound().orElseThrow();
  }

  /** Collects what differs from the sound certificate. */
  public static final class Builder {
    private final List<Extension> extensions = new ArrayList<>();
    private X500Name subject;
    private X500Name issuer;
    private KeyPair keyPair;
    private PrivateKey signer;
    private byte[] publicKeyInfo;
    private BigInteger serial = BigInteger.valueOf(0x6c66);
    private Instant notBefore = NOW.minus(1, ChronoUnit.DAYS);
    private Instant notAfter = NOW.plus(365, ChronoUnit.DAYS);
    private int version = 3;
    private String signatureAlgorithm;
    private AlgorithmIdentifier outerAlgorithm;
    private ASN1Encodable validity;
    private UnaryOperator<byte[]> tampering = bytes -> bytes;
    private UnaryOperator<byte[]> signatureTampering = bytes -> bytes;

    private Builder(String partyId) {
      subject = name(BCStyle.CN, "*", BCStyle.O, partyId);
    }

    /** Another subject; the issuer follows unless it is set too. */
    public Builder subject(X500Name name) {
      this.subject = name;
      return this;
    }

    /** Another issuer's name, with the subject's own signature unless a signer is set. */
    public Builder issuer(X500Name name) {
      this.issuer = name;
      return this;
    }

    /** Issued by another certificate's subject. */
    public Builder issuedBy(TestCertificate ca) {
      this.issuer = ca.subject;
      this.signer = ca.keyPair.getPrivate();
      return this;
    }

    /** Signed by another key under the same names. */
    public Builder signedBy(PrivateKey key) {
      this.signer = key;
      return this;
    }

    /** Another key pair than a fresh P-256 one. */
    public Builder key(KeyPair pair) {
      this.keyPair = pair;
      return this;
    }

    /** With the point of the EC key written compressed; the key must have been given. */
    public Builder compressedPoint() {
      SubjectPublicKeyInfo plain =
          SubjectPublicKeyInfo.getInstance(keyPair.getPublic().getEncoded());
      byte[] point = plain.getPublicKeyData().getOctets();
      byte[] half = Arrays.copyOf(point, 1 + (point.length - 1) / 2);
      half[0] = (byte) (2 + (point[point.length - 1] & 1));
      try {
        return publicKeyInfo(
            new SubjectPublicKeyInfo(plain.getAlgorithm(), half).getEncoded("DER"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** Any bytes as the SubjectPublicKeyInfo; the key pair still signs. */
    public Builder publicKeyInfo(byte[] spki) {
      this.publicKeyInfo = spki;
      return this;
    }

    /** Another serial number. */
    public Builder serial(BigInteger number) {
      this.serial = number;
      return this;
    }

    /** Another first second. */
    public Builder notBefore(Instant instant) {
      this.notBefore = instant;
      return this;
    }

    /** Another last second. */
    public Builder notAfter(Instant instant) {
      this.notAfter = instant;
      return this;
    }

    /** Any ASN.1 in the place of the validity. */
    public Builder validity(ASN1Encodable value) {
      this.validity = value;
      return this;
    }

    /** Another version, as people count: 1, 2, 3, 4, ... */
    public Builder version(int number) {
      this.version = number;
      return this;
    }

    /** Another signature algorithm, by its name in Java, such as {@code SHA1withECDSA}. */
    public Builder signatureAlgorithm(String name) {
      this.signatureAlgorithm = name;
      return this;
    }

    /** Another signature algorithm outside than inside. */
    public Builder outerAlgorithm(AlgorithmIdentifier algorithm) {
      this.outerAlgorithm = algorithm;
      return this;
    }

    /** One extension more. */
    public Builder extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
      try {
        return extension(oid, critical, value.toASN1Primitive().getEncoded("DER"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** One extension more, of any content. */
    public Builder extension(ASN1ObjectIdentifier oid, boolean critical, byte[] value) {
      extensions.add(new Extension(oid, critical, value));
      return this;
    }

    /** Changes the finished DER. */
    public Builder tampered(UnaryOperator<byte[]> change) {
      this.tampering = change;
      return this;
    }

    /** Changes the signature's bytes before the certificate is put together. */
    public Builder signatureTampered(UnaryOperator<byte[]> change) {
      this.signatureTampering = change;
      return this;
    }

    /** The certificate. */
    public TestCertificate build() {
      KeyPair pair = keyPair == null ? TestKeys.p256() : keyPair;
      PrivateKey key = signer == null ? pair.getPrivate() : signer;
      String algorithm = signatureAlgorithm == null ? usualAlgorithm(key) : signatureAlgorithm;
      AlgorithmIdentifier identifier =
          new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm);
      try {
        DERSequence tbs = tbs(pair, identifier);
        byte[] signature = signatureTampering.apply(sign(tbs.getEncoded("DER"), algorithm, key));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(tbs);
        parts.add(outerAlgorithm == null ? identifier : outerAlgorithm);
        parts.add(new DERBitString(signature));
        byte[] der = tampering.apply(new DERSequence(parts).getEncoded("DER"));
        return new TestCertificate(der, pair, subject);
      } catch (IOException | GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    private DERSequence tbs(KeyPair pair, AlgorithmIdentifier algorithm) {
      byte[] spki = publicKeyInfo == null ? pair.getPublic().getEncoded() : publicKeyInfo;
      ASN1EncodableVector tbs = new ASN1EncodableVector();
      if (version != 1) {
        tbs.add(new DERTaggedObject(true, 0, new ASN1Integer(version - 1)));
      }
      tbs.add(new ASN1Integer(serial));
      tbs.add(algorithm);
      tbs.add(issuer == null ? subject : issuer);
      tbs.add(validity == null ? validity() : validity);
      tbs.add(subject);
      tbs.add(SubjectPublicKeyInfo.getInstance(spki));
      if (!extensions.isEmpty()) {
        ASN1EncodableVector all = new ASN1EncodableVector();
        extensions.forEach(all::add);
        tbs.add(new DERTaggedObject(true, 3, new DERSequence(all)));
      }
      return new DERSequence(tbs);
    }

    private DERSequence validity() {
      ASN1EncodableVector dates = new ASN1EncodableVector();
      dates.add(new Time(Date.from(notBefore)));
      dates.add(new Time(Date.from(notAfter)));
      return new DERSequence(dates);
    }

    private static byte[] sign(byte[] tbs, String algorithm, PrivateKey key)
        throws GeneralSecurityException {
      Signature signature = Signature.getInstance(algorithm, TestKeys.PROVIDER);
      signature.initSign(key);
      signature.update(tbs);
      return signature.sign();
    }

    private static String usualAlgorithm(PrivateKey key) {
      return switch (key.getAlgorithm()) {
        case "RSA" -> "SHA256withRSA";
        case "EC", "ECDSA" -> "SHA256withECDSA";
        case "DSA" -> "SHA256withDSA";
        default -> key.getAlgorithm();
      };
    }
  }
}
