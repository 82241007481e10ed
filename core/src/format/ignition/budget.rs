//! How much user-data a platform takes, and what to do with more.

use super::{Config, Hash, Resource, Url, Variant};
use crate::format::gzip::Gzip;

/// Where machines run, and so how Ignition comes by its config.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Platform {
    /// Akamai Connected Cloud, once Linode.
    Akamai,
    /// Amazon EC2.
    Aws,
    /// Microsoft Azure.
    Azure,
    /// `DigitalOcean`.
    DigitalOcean,
    /// Google Cloud.
    Gcp,
    /// Hetzner Cloud.
    Hetzner,
    /// Microsoft Hyper-V.
    HyperV,
    /// IBM Cloud's virtual servers for VPC.
    IbmCloud,
    /// A machine of one's own: a kernel argument names the URL, or the installer copies the file.
    Metal,
    /// OpenStack.
    OpenStack,
    /// QEMU.
    Qemu,
    /// `VMware`.
    Vmware,
}

/// What a platform takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The platform.
    pub platform: Platform,
    /// The most bytes; `None` where a file is read, however long.
    pub bytes: Option<usize>,
    /// Whether the bytes are counted after base64, which makes 4 of 3.
    pub is_base64: bool,
    /// Who unpacks user-data that are packed with gzip.
    pub gzip: Unpacking,
    /// Whether the number stands in the platform's or Ignition's documents, as opposed to being common knowledge.
    pub is_documented: bool,
}

/// Who unpacks user-data that are packed with gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpacking {
    /// Nobody: Ignition would find no config.
    Nobody,
    /// Ignition, unasked.
    Ignition,
    /// Ignition, if the encoding `gzip+base64` is declared beside the data.
    IfDeclared,
}

/// What one machine's user-data take of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// What the platform takes.
    pub limit: Limit,
    /// The length in bytes, as the platform counts.
    pub size: usize,
    /// The length packed with gzip, as the platform counts; `None` where nobody unpacks it, or it is packed already.
    pub packed: Option<usize>,
}

/// How a budget stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// At most four fifths of the limit.
    Fine,
    /// Over four fifths: a few more keys or files, and it is too much.
    Near,
    /// Too much, but not once it is packed with gzip.
    OverUnlessPacked,
    /// Too much: the machine gets a [`pointer()`] instead.
    Over,
}

/// Every platform with its limit, by name.
///
/// Sources: Amazon's API reference (16 KB before base64), Azure's `customData` (65 535 bytes
/// decoded), nova's user guide (65 535 bytes in base64), `docs/supported-platforms.md` and
/// `internal/providers` of coreos/ignition 2.26 (gzip on Akamai and `VMware`, 1 KiB a key on Hyper-V,
/// split over as many keys as needed), cloud-init's documents for guestinfo.
pub const LIMITS: [Limit; 12] = [
    Limit { gzip: Unpacking::Ignition, is_documented: false, ..limit(Platform::Akamai, 16 * 1024) },
    limit(Platform::Aws, 16 * 1024),
    limit(Platform::Azure, 65_535),
    Limit { is_documented: false, ..limit(Platform::DigitalOcean, 64 * 1024) },
    limit(Platform::Gcp, 256 * 1024),
    Limit { is_documented: false, ..limit(Platform::Hetzner, 32 * 1024) },
    unlimited(Platform::HyperV),
    limit(Platform::IbmCloud, 64 * 1024),
    unlimited(Platform::Metal),
    Limit { is_base64: true, ..limit(Platform::OpenStack, 65_535) },
    unlimited(Platform::Qemu),
    Limit { is_base64: true, gzip: Unpacking::IfDeclared, ..limit(Platform::Vmware, 512 * 1024) },
];

/// What `user_data` take of what the platform takes.
pub fn budget(platform: Platform, user_data: &[u8]) -> Budget {
    let limit = LIMITS.into_iter().find(|limit| limit.platform == platform);
    let limit = limit.unwrap_or(unlimited(platform));
    let counted = |bytes: &[u8]| {
        if limit.is_base64 { bytes.len().div_ceil(3) * 4 } else { bytes.len() }
    };
    let can_be_packed = limit.gzip != Unpacking::Nobody && !user_data.starts_with(&[0x1f, 0x8b]);
    let packed = if can_be_packed { Gzip::default().pack(user_data) } else { None };
    Budget { limit, size: counted(user_data), packed: packed.map(|packed| counted(&packed)) }
}

/// A config that has the machine fetch another from `url` and refuse it if it is not `ignition`, the text
/// of that other file.
pub fn pointer(variant: Variant, url: Url, ignition: &str) -> Config {
    let resource = Resource { url, hash: Some(Hash::sha256(ignition.as_bytes())), gzip: false };
    Config { variant, merge: vec![resource], ..Config::default() }
}

impl Platform {
    /// As Ignition and the kernel argument `ignition.platform.id` name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Akamai => "akamai",
            Self::Aws => "aws",
            Self::Azure => "azure",
            Self::DigitalOcean => "digitalocean",
            Self::Gcp => "gcp",
            Self::Hetzner => "hetzner",
            Self::HyperV => "hyperv",
            Self::IbmCloud => "ibmcloud",
            Self::Metal => "metal",
            Self::OpenStack => "openstack",
            Self::Qemu => "qemu",
            Self::Vmware => "vmware",
        }
    }
}

impl Budget {
    /// How it stands.
    pub fn verdict(&self) -> Verdict {
        let Some(most) = self.limit.bytes else { return Verdict::Fine };
        if self.size > most {
            let fits = self.packed.is_some_and(|packed| packed <= most);
            if fits { Verdict::OverUnlessPacked } else { Verdict::Over }
        } else if self.size > most / 5 * 4 + most % 5 * 4 / 5 {
            Verdict::Near
        } else {
            Verdict::Fine
        }
    }

    /// How much of the limit is used, in whole per cent, rounded up; `None` without a limit.
    pub fn percent(&self) -> Option<usize> {
        self.limit.bytes.map(|most| self.size.saturating_mul(100).div_ceil(most.max(1)))
    }
}

const fn limit(platform: Platform, bytes: usize) -> Limit {
    Limit { bytes: Some(bytes), ..unlimited(platform) }
}

const fn unlimited(platform: Platform) -> Limit {
    Limit { platform, bytes: None, is_base64: false, gzip: Unpacking::Nobody, is_documented: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::ignition::check;

    fn verdict(platform: Platform, bytes: usize) -> Verdict {
        // What gzip cannot shorten.
        let mut state = 1_u32;
        let noise: Vec<u8> = (0..bytes)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect();
        budget(platform, &noise).verdict()
    }

    #[test]
    fn limits_hold_to_the_byte() {
        use Verdict::{Fine, Near, Over};
        for (platform, bytes, expected) in [
            (Platform::Aws, 13_107, Fine),
            (Platform::Aws, 13_108, Near),
            (Platform::Aws, 16_384, Near),
            (Platform::Aws, 16_385, Over),
            (Platform::Azure, 65_535, Near),
            (Platform::Azure, 65_536, Over),
            (Platform::Gcp, 262_145, Over),
            // 65 535 is no multiple of 4, so base64 takes 65 532 of it: 49 149 bytes.
            (Platform::OpenStack, 39_321, Fine),
            (Platform::OpenStack, 39_322, Near),
            (Platform::OpenStack, 49_149, Near),
            (Platform::OpenStack, 49_150, Over),
            (Platform::Metal, 1_000_000, Fine),
            (Platform::Akamai, 20_000, Over),
            (Platform::Vmware, 400_000, Over),
        ] {
            assert_eq!(verdict(platform, bytes), expected, "{platform:?} {bytes}");
        }
    }

    #[test]
    fn gzip_helps_where_it_is_unpacked() {
        let text = "a line of text\n".repeat(60_000);
        for (platform, expected) in [
            (Platform::Akamai, Verdict::OverUnlessPacked),
            (Platform::Vmware, Verdict::OverUnlessPacked),
            (Platform::Aws, Verdict::Over),
            (Platform::OpenStack, Verdict::Over),
            (Platform::Qemu, Verdict::Fine),
        ] {
            assert_eq!(budget(platform, text.as_bytes()).verdict(), expected, "{platform:?}");
        }
        let gzip = Gzip::default().pack(text.as_bytes()).unwrap();
        let budget = budget(Platform::Akamai, &gzip);
        assert_eq!(
            (budget.packed, budget.size, budget.verdict()),
            (None, gzip.len(), Verdict::Fine)
        );
    }

    #[test]
    fn per_cent_are_rounded_up() {
        assert_eq!(budget(Platform::Aws, &vec![0; 16_384]).percent(), Some(100));
        assert_eq!(budget(Platform::Aws, &vec![0; 16_385]).percent(), Some(101));
        assert_eq!(budget(Platform::Aws, b"").percent(), Some(0));
        assert_eq!(budget(Platform::Metal, b"a").percent(), None);
    }

    #[test]
    fn the_table_has_every_platform_once_by_name() {
        let names: Vec<_> = LIMITS.iter().map(|limit| limit.platform.name()).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        assert_eq!(LIMITS.last().map(|limit| limit.platform), Some(Platform::Vmware));
        assert_eq!(LIMITS.len(), Platform::Vmware as usize + 1);
    }

    #[test]
    fn a_pointer_is_small_and_names_what_it_wants() {
        let big = Config::default().ignition();
        let url = Url::new("https://example.com/control-1.ign").unwrap();
        let config = pointer(Variant::Flatcar, url, &big);
        let text = config.ignition();
        assert_eq!((check::ignition(&text), check::butane(&config.butane())), (vec![], vec![]));
        assert!(text.len() < 300, "{text}");
        assert!(config.merge[0].hash.unwrap().is_of(big.as_bytes()));
    }
}
