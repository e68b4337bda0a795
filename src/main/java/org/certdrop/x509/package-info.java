/** Certificates (RFC 5280) in PEM (RFC 7468): read strictly, judged by nobody, and made. */
package org.certdrop.x509;
