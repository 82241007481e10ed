//! Groups of fields.

/// Declares a group of fields: the struct, how it is read, and its description, from one list.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $($(#[doc = $field_doc:literal])* $field:ident: $type:ty,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }

        impl $crate::spec::decode::Decode for $name {
            fn decode(
                node: &$crate::source::Node,
                at: $crate::source::At<'_>,
                report: &mut $crate::diagnostic::Report,
            ) -> Self {
                // A heading with nothing but comments below it is a group of defaults.
                if matches!(node.value, $crate::source::Value::Null) {
                    return Self::absent();
                }
                let Some(mut keys) = $crate::spec::decode::Keys::of(node, at, report) else {
                    return Self::invalid();
                };
                let value = Self { $($field: keys.field(stringify!($field)),)* };
                keys.finish();
                value
            }
            fn absent() -> Self {
                Self { $($field: $crate::spec::decode::Decode::absent(),)* }
            }
            fn invalid() -> Self {
                Self { $($field: $crate::spec::decode::Decode::invalid(),)* }
            }
            fn shape() -> $crate::spec::shape::Shape {
                $crate::spec::shape::Shape::Record($crate::spec::shape::RecordShape {
                    doc: concat!($($doc, "\n"),*).trim(),
                    fields: vec![$($crate::spec::shape::FieldShape {
                        key: stringify!($field),
                        doc: concat!($($field_doc, "\n"),*).trim(),
                        shape: <$type as $crate::spec::decode::Decode>::shape(),
                    },)*],
                })
            }
        }
    };
}
pub(crate) use record;
