package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.util.Map;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * The ASN.1 of the extensions that RFC 5280 section 4.2 defines. Bouncy Castle's own classes read
 * much of it lazily or leniently; here all of it is read, once. Only bounds of size and uniqueness
 * (SIZE (1..MAX), one policy once) are not held against a certificate: real CAs break them.
 */
final class ExtensionSyntax {
  private static final String CPS = "1.3.6.1.5.5.7.2.1";

  private static final Map<String, Consumer<ASN1Primitive>> BY_OID =
      Map.ofEntries(
          Map.entry("2.5.29.14", ASN1OctetString::getInstance),
          Map.entry("2.5.29.15", ASN1BitString::getInstance),
          Map.entry("2.5.29.17", names -> GeneralNames.read(ASN1Sequence.getInstance(names))),
          Map.entry("2.5.29.18", names -> GeneralNames.read(ASN1Sequence.getInstance(names))),
          Map.entry("2.5.29.19", ExtensionSyntax::basicConstraints),
          Map.entry("2.5.29.30", ExtensionSyntax::nameConstraints),
          Map.entry("2.5.29.31", points -> each(points, ExtensionSyntax::distributionPoint)),
          Map.entry("2.5.29.32", ExtensionSyntax::certificatePolicies),
          Map.entry("2.5.29.33", mappings -> each(mappings, ExtensionSyntax::policyMapping)),
          Map.entry("2.5.29.35", ExtensionSyntax::authorityKeyIdentifier),
          Map.entry("2.5.29.36", ExtensionSyntax::policyConstraints),
          Map.entry("2.5.29.37", usages -> each(usages, ASN1ObjectIdentifier::getInstance)),
          Map.entry("2.5.29.46", points -> each(points, ExtensionSyntax::distributionPoint)),
          Map.entry("2.5.29.54", ExtensionSyntax::natural),
          Map.entry(
              "1.3.6.1.5.5.7.1.1", access -> each(access, ExtensionSyntax::accessDescription)),
          Map.entry(
              "1.3.6.1.5.5.7.1.11", access -> each(access, ExtensionSyntax::accessDescription)));

  private ExtensionSyntax() {}

  /** Whether certdrop knows an extension, critical or not. */
  static boolean knows(String oid) {
    return BY_OID.containsKey(oid);
  }

  /**
   * Checks the content of an extension that certdrop knows.
   *
   * @throws RuntimeException if RFC 5280 does not define it so
   */
  static void check(String oid, ASN1Primitive value) {
    BY_OID.get(oid).accept(value);
  }

  private static void each(ASN1Encodable sequence, Consumer<ASN1Encodable> element) {
    ASN1Sequence.getInstance(sequence).forEach(element);
  }

  private static void basicConstraints(ASN1Primitive value) {
    ASN1Sequence sequence = ASN1Sequence.getInstance(value);
    int next = 0;
    if (sequence.size() > next && sequence.getObjectAt(next) instanceof ASN1Boolean) {
      next++;
    }
    if (sequence.size() > next) {
      natural(sequence.getObjectAt(next++));
    }
    unless(sequence.size() == next, "BasicConstraints hold something after the path length");
  }

  private static void natural(ASN1Encodable value) {
    unless(ASN1Integer.getInstance(value).getValue().signum() >= 0, "a count is negative");
  }

  private static void nameConstraints(ASN1Primitive value) {
    fields(
        value,
        Map.of(
            0,
                subtrees ->
                    each(ASN1Sequence.getInstance(subtrees, false), ExtensionSyntax::subtree),
            1,
                subtrees ->
                    each(ASN1Sequence.getInstance(subtrees, false), ExtensionSyntax::subtree)));
  }

  private static void subtree(ASN1Encodable value) {
    ASN1Sequence sequence = ASN1Sequence.getInstance(value);
    unless(sequence.size() > 0, "a subtree has no base");
    GeneralNames.readConstraint(sequence.getObjectAt(0));
    for (int i = 1; i < sequence.size(); i++) {
      ASN1TaggedObject bound = ASN1TaggedObject.getInstance(sequence.getObjectAt(i));
      natural(ASN1Integer.getInstance(bound, false));
    }
  }

  private static void certificatePolicies(ASN1Primitive value) {
    each(
        value,
        information -> {
          ASN1Sequence policy = ASN1Sequence.getInstance(information);
          unless(policy.size() == 1 || policy.size() == 2, "a policy is not an OID and qualifiers");
          ASN1ObjectIdentifier.getInstance(policy.getObjectAt(0));
          if (policy.size() == 2) {
            each(policy.getObjectAt(1), ExtensionSyntax::policyQualifier);
          }
        });
  }

  private static void policyQualifier(ASN1Encodable value) {
    ASN1Sequence qualifier = ASN1Sequence.getInstance(value);
    unless(qualifier.size() == 2, "a policy qualifier is not an OID and a value");
    String oid = ASN1ObjectIdentifier.getInstance(qualifier.getObjectAt(0)).getId();
    if (oid.equals(CPS)) {
      ASN1IA5String.getInstance(qualifier.getObjectAt(1));
    }
  }

  private static void policyMapping(ASN1Encodable value) {
    ASN1Sequence pair = ASN1Sequence.getInstance(value);
    unless(pair.size() == 2, "a policy mapping is not a pair");
    ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0));
    ASN1ObjectIdentifier.getInstance(pair.getObjectAt(1));
  }

  private static void authorityKeyIdentifier(ASN1Primitive value) {
    fields(
        value,
        Map.of(
            0, key -> ASN1OctetString.getInstance(key, false),
            1, issuer -> GeneralNames.read(ASN1Sequence.getInstance(issuer, false)),
            2, serial -> ASN1Integer.getInstance(serial, false)));
  }

  private static void policyConstraints(ASN1Primitive value) {
    Consumer<ASN1TaggedObject> skip = count -> natural(ASN1Integer.getInstance(count, false));
    fields(value, Map.of(0, skip, 1, skip));
  }

  private static void distributionPoint(ASN1Encodable value) {
    fields(
        value,
        Map.of(
            0, name -> distributionPointName(name.getExplicitBaseTagged()),
            1, reasons -> ASN1BitString.getInstance(reasons, false),
            2, issuer -> GeneralNames.read(ASN1Sequence.getInstance(issuer, false))));
  }

  private static void distributionPointName(ASN1TaggedObject name) {
    if (name.hasContextTag(0)) {
      GeneralNames.read(ASN1Sequence.getInstance(name, false));
    } else {
      unless(name.hasContextTag(1), "a distribution point's name has an unknown tag");
      DistinguishedName.readRdn(ASN1Set.getInstance(name, false));
    }
  }

  private static void accessDescription(ASN1Encodable value) {
    ASN1Sequence pair = ASN1Sequence.getInstance(value);
    unless(pair.size() == 2, "an access description is not a method and a location");
    ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0));
    GeneralNames.readOne(pair.getObjectAt(1));
  }

  /** Reads a SEQUENCE of optional fields, which are tagged in ascending order. */
  private static void fields(ASN1Encodable value, Map<Integer, Consumer<ASN1TaggedObject>> byTag) {
    int previous = -1;
    for (ASN1Encodable element : ASN1Sequence.getInstance(value)) {
      ASN1TaggedObject field = ASN1TaggedObject.getInstance(element);
      int tag = field.getTagNo();
      boolean known = field.hasContextTag() && tag > previous && byTag.containsKey(tag);
      unless(known, "a field has an unexpected tag");
      byTag.get(tag).accept(field);
      previous = tag;
    }
  }
}
