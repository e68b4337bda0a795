package org.certdrop.x509;

/**
 * How a certificate is signed.
 *
 * @param oid the object identifier, dotted
 * @param name the name that Java gives it, such as {@code SHA256withRSA}; the OID if it has none
 * @param weak whether its digest is MD2, MD4, MD5 or SHA-1
 */
public record SignatureAlgorithm(String oid, String name, boolean weak) {}
