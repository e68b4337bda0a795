package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/** GeneralName and GeneralNames (RFC 5280 section 4.2.1.6), read into text. */
final class GeneralNames {
  private static final String HARDWARE_MODULE_NAME = "1.3.6.1.5.5.7.8.4";

  private GeneralNames() {}

  /**
   * Reads names; that there are none is left to those who need one.
   *
   * @throws RuntimeException if they are none
   */
  static List<String> read(ASN1Sequence names) {
    List<String> texts = new ArrayList<>(names.size());
    for (ASN1Encodable name : names) {
      texts.add(readOne(name, 4, 16));
    }
    return List.copyOf(texts);
  }

  /** Reads the base of a name constraint, where an address comes with its mask. */
  static void readConstraint(ASN1Encodable name) {
    readOne(name, 8, 32);
  }

  /** Reads one name outside GeneralNames. */
  static void readOne(ASN1Encodable name) {
    readOne(name, 4, 16);
  }

  private static String readOne(ASN1Encodable name, int ipv4Octets, int ipv6Octets) {
    ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(name);
    unless(tagged.hasContextTag(), "a general name has a tag of another class");
    return switch (tagged.getTagNo()) {
      case 0 -> "otherName:" + otherName(ASN1Sequence.getInstance(tagged, false));
      case 1 -> "email:" + ia5(tagged);
      case 2 -> "DNS:" + ia5(tagged);
      case 3 -> "x400Address:" + ASN1Sequence.getInstance(tagged, false).size();
      case 4 -> "dirName:" + DistinguishedName.read(ASN1Sequence.getInstance(tagged, true));
      case 5 -> "ediPartyName:" + ASN1Sequence.getInstance(tagged, false).size();
      case 6 -> "URI:" + ia5(tagged);
      case 7 ->
          "IP:"
              + ip(ASN1OctetString.getInstance(tagged, false).getOctets(), ipv4Octets, ipv6Octets);
      case 8 -> "RID:" + registeredId(tagged);
      default ->
          throw new MalformedException("a general name has the unknown tag " + tagged.getTagNo());
    };
  }

  private static String otherName(ASN1Sequence pair) {
    unless(pair.size() == 2, "an otherName is not a type and a value");
    String type = ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0)).getId();
    ASN1TaggedObject value = ASN1TaggedObject.getInstance(pair.getObjectAt(1));
    unless(value.hasContextTag(0), "an otherName's value has another tag than [0]");
    ASN1Encodable content = value.getExplicitBaseObject();
    if (type.equals(HARDWARE_MODULE_NAME)) {
      // RFC 4108 section 5: the one otherName that federations of devices may well use.
      ASN1Sequence module = ASN1Sequence.getInstance(content);
      unless(module.size() == 2, "a HardwareModuleName is not a type and a serial number");
      ASN1ObjectIdentifier.getInstance(module.getObjectAt(0));
      ASN1OctetString.getInstance(module.getObjectAt(1));
    }
    return type;
  }

  /** Some CAs write UTF-8 where only ASCII may stand; it is shown, never compared. */
  private static String ia5(ASN1TaggedObject tagged) {
    return new String(ASN1IA5String.getInstance(tagged, false).getOctets(), StandardCharsets.UTF_8);
  }

  /** Behind its tag, DerSyntax does not see that it is an OBJECT IDENTIFIER. */
  private static String registeredId(ASN1TaggedObject tagged) {
    int length = ASN1OctetString.getInstance(tagged, false).getOctets().length;
    unless(length <= DerContent.LONGEST_OID, "a registeredID has " + length + " octets");
    return ASN1ObjectIdentifier.getInstance(tagged, false).getId();
  }

  private static String ip(byte[] octets, int ipv4Octets, int ipv6Octets) {
    unless(
        octets.length == ipv4Octets || octets.length == ipv6Octets,
        "an iPAddress of " + octets.length + " octets is neither IPv4 nor IPv6");
    if (octets.length != 4 && octets.length != 16) {
      return "";
    }
    try {
      return InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen octets are an address", e);
    }
  }
}
