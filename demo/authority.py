"""The demonstration's own certificate authority: TLS between the kiosk and the hall's counter, for some days."""

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAYS = 30
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Tls:
    """``ca_file`` is for those who ask, the other two for the server at 127.0.0.1."""

    ca_file: Path
    cert_file: Path
    key_file: Path


def make_tls(folder: Path) -> Tls:
    """An authority, whose key is forgotten at once, and one server's certificate by it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    name = _name("demonstration authority")
    ca = _begun(name, name, authority.public_key()).add_extension(x509.BasicConstraints(True, 0), critical=True)
    where = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST)), x509.DNSName("localhost")])
    counter = _begun(_name(HOST), name, server.public_key()).add_extension(where, critical=False)
    made = Tls(folder / "ca.pem", folder / "counter.pem", folder / "counter.key")
    made.ca_file.write_bytes(_signed(ca, authority))
    made.cert_file.write_bytes(_signed(counter, authority))
    made.key_file.touch(mode=0o600)
    made.key_file.write_bytes(
        server.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return made


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=DAYS))
    )


def _signed(certificate: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> bytes:
    return certificate.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
