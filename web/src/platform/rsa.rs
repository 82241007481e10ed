//! RSA keys. The browser makes one in a fraction of a second, beside the page; what is compiled
//! to wasm would need far longer, and the page would stand still.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKeyPair, SubtleCrypto};
use zeroize::Zeroizing;

use super::crypto::{crypto, subtle};
use super::{Refused, take};

/// The modulus, in bits.
const BITS: u32 = 2048;

/// 65537, the first byte the most significant.
const EXPONENT: [u8; 3] = [1, 0, 1];

/// A new private key of 2048 bits with the exponent 65537, as PKCS#8 in DER.
pub async fn rsa_key() -> Result<Zeroizing<Vec<u8>>, Refused> {
    let subtle = subtle(&crypto()?)?;
    let made = make(&subtle).await;
    made.map_err(|why| Refused::failed("make an RSA key", &why))
}

async fn make(subtle: &SubtleCrypto) -> Result<Zeroizing<Vec<u8>>, JsValue> {
    // What the key is said to be for has no place in PKCS#8.
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let pair = subtle.generate_key_with_object(&algorithm()?, true, &usages)?.await?;
    let key = pair.unchecked_into::<CryptoKeyPair>().get_private_key();
    let exported = subtle.export_key("pkcs8", &key)?.await?;
    Ok(take(&exported.unchecked_into()))
}

fn algorithm() -> Result<Object, JsValue> {
    let algorithm = Object::new();
    for (name, value) in [
        ("name", "RSASSA-PKCS1-v1_5".into()),
        ("modulusLength", BITS.into()),
        ("publicExponent", Uint8Array::from(EXPONENT.as_slice()).into()),
        ("hash", "SHA-256".into()),
    ] {
        Reflect::set(&algorithm, &name.into(), &value)?;
    }
    Ok(algorithm)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// 1.2.840.113549.1.1.1, rsaEncryption, as an OBJECT IDENTIFIER in DER.
    const RSA_ENCRYPTION: [u8; 11] =
        [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

    /// How an INTEGER of 2048 bits begins: 257 bytes, as the first bit is not a sign.
    const MODULUS: [u8; 5] = [0x02, 0x82, 0x01, 0x01, 0x00];

    #[wasm_bindgen_test]
    async fn is_pkcs8_of_2048_bits() {
        let key = rsa_key().await.unwrap();
        let [0x30, 0x82, high, low, content @ ..] = key.as_slice() else {
            panic!("no SEQUENCE of some hundred bytes: {:02x?}", &key[..4]);
        };
        assert_eq!(usize::from(u16::from_be_bytes([*high, *low])), content.len());
        // Version 0, then the algorithm with NULL as its parameter.
        let content = content.strip_prefix(&[0x02, 0x01, 0x00, 0x30, 0x0d]).unwrap();
        let content = content.strip_prefix(&RSA_ENCRYPTION).unwrap();
        let content = content.strip_prefix(&[0x05, 0x00, 0x04, 0x82]).unwrap();
        // The key itself, after two bytes of length: again a SEQUENCE that begins with version 0.
        let content = content[2..].strip_prefix(&[0x30, 0x82]).unwrap();
        let content = content[2..].strip_prefix(&[0x02, 0x01, 0x00]).unwrap();
        let (modulus, rest) = content.strip_prefix(&MODULUS).unwrap().split_at(256);
        assert!(modulus[0] >= 0x80, "fewer than 2048 bits");
        assert!(rest.starts_with(&[0x02, 0x03, 0x01, 0x00, 0x01]), "another exponent");
    }

    #[wasm_bindgen_test]
    async fn two_are_different() {
        assert_ne!(rsa_key().await.unwrap(), rsa_key().await.unwrap());
    }
}
