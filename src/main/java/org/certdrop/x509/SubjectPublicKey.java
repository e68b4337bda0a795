package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The public key of a certificate's subject (RFC 5280 section 4.1.2.7). */
public final class SubjectPublicKey {
  private final KeyFacts facts;
  private final Fingerprint fingerprint;
  private final Fingerprint octets;

  private SubjectPublicKey(KeyFacts facts, Fingerprint fingerprint, Fingerprint octets) {
    this.facts = facts;
    this.fingerprint = fingerprint;
    this.octets = octets;
  }

  /**
   * Reads a SubjectPublicKeyInfo.
   *
   * @throws RuntimeException if it is none, or the key is not what its algorithm says
   */
  static SubjectPublicKey read(ASN1Encodable info) throws IOException {
    ASN1Sequence sequence = ASN1Sequence.getInstance(info);
    unless(sequence.size() == 2, "it is not an algorithm and a key");
    ASN1BitString bits = ASN1BitString.getInstance(sequence.getObjectAt(1));
    unless(bits.getPadBits() == 0, "the key is not a whole number of octets");
    SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(sequence);
    KeyFacts facts = KeyFacts.of(spki);
    return new SubjectPublicKey(
        facts, KeyIdentity.of(spki, facts.publicKey()), KeyIdentity.octets(spki));
  }

  /**
   * {@code RSA}, {@code EC}, {@code Ed25519}, {@code Ed448}, {@code ML-DSA-44}, ...; else the OID.
   */
  public String algorithm() {
    return facts.algorithm();
  }

  /** The size in bits: of the modulus, the field or the encoded key; 0 if unknown. */
  public int bits() {
    return facts.bits();
  }

  /** The named curve of an EC key, {@code secp256r1}, {@code secp384r1} or {@code secp521r1}. */
  public Optional<String> curve() {
    return Optional.ofNullable(facts.curve());
  }

  /** The public exponent of an RSA key. */
  public Optional<BigInteger> exponent() {
    return Optional.ofNullable(facts.exponent());
  }

  /** For people and the registry: {@code RSA 2048}, {@code EC P-256}, {@code Ed25519}. */
  public String description() {
    return facts.description();
  }

  /** Why certdrop does not take keys of this kind, a clause; nothing if it does. */
  public Optional<String> unsupported() {
    return Optional.ofNullable(facts.unsupported());
  }

  /** Why this RSA key is weak, a clause; nothing if it is not, or not RSA. */
  public Optional<String> weakness() {
    return Optional.ofNullable(facts.weakness());
  }

  /** The key for Java's cryptography; nothing if it is unsupported or weak. */
  public Optional<PublicKey> publicKey() {
    return Optional.ofNullable(facts.publicKey());
  }

  /** The same for two spellings of one key, and for no two keys: see {@link KeyIdentity}. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** The SHA-256 digest of the SubjectPublicKeyInfo as the certificate spells it. */
  Fingerprint octets() {
    return octets;
  }
}
