//! TLS, for a relay without a proxy in front. Certificates are read again when they change: they are
//! renewed every few weeks, and nobody should have to think of a restart.

use std::path::PathBuf;
use std::sync::Arc;

use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::watched::{FileError, Watched};

/// Where a certificate and its key lie, as PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate, followed by those that lead to a known authority.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// What connections that come now are secured with.
pub(crate) type Tls = Watched<ServerConfig>;

/// Reads a certificate and its key.
///
/// # Errors
/// When one can't be read, or they don't belong together.
pub(crate) fn of_files(files: TlsFiles) -> Result<Arc<Tls>, FileError> {
    Watched::new(vec![files.certificate, files.key], read)
}

fn read(files: &[PathBuf]) -> Result<ServerConfig, FileError> {
    let [certificate, key] = files else {
        return Err(FileError::new(
            "".as_ref(),
            "a certificate and a key are two files",
        ));
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| FileError::new(certificate, error))?;
    if chain.is_empty() {
        return Err(FileError::new(certificate, "there is no certificate in it"));
    }
    // What is wrong with a key is said without a part of it.
    let secret = PrivateKeyDer::from_pem_file(key)
        .map_err(|_| FileError::new(key, "there is no private key in it"))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| FileError::new(certificate, error))?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| FileError::new(key, error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
