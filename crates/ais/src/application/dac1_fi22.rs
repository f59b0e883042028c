//! 1/22 and 1/23: notices about areas, for all or for one ship (IMO SN.1/Circ.289, annex, Area notice).

use crate::application::moment::MonthTime;
use crate::application::words;
use crate::few::Few;
use crate::field::{Field, Meaning, Measure, Storage};
use crate::layout::{Record, Table, Value, Visit, bit_table, records};
use crate::payload::Payload;
use crate::scale::{LATITUDE_3, LONGITUDE_3, PART, halves, whole};
use crate::text::Text;

bit_table! {
    /// What is to be known about an area, and where it is. 55 bits and one to ten areas.
    pub struct AreaNotice {
        /// Links it to a text; names the area.
        0..10 linkage: u16,
        /// What is to be known.
        10..17 notice: u8 => Meaning::Code(words::notice),
        /// From when (UTC).
        17..37 start: MonthTime,
        /// For how long, minute; 0 cancels, 262143 not available.
        37..55 duration: u32 => whole(0, 262142, 262143);
        /// Where.
        55.. areas: Few<SubArea, 10>,
    }
}

/// One area of a notice. 87 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubArea {
    /// 0: a circle or a point.
    Circle(Circle),
    /// 1: a rectangle.
    Rectangle(Rectangle),
    /// 2: a sector.
    Sector(Sector),
    /// 3: a line from the centre of the circle before it, or from the end of the line before it.
    Polyline(Legs),
    /// 4: an area around, from the centre of the circle before it.
    Polygon(Legs),
    /// 5: text.
    Text(AreaText),
    /// 6: a shape of a later edition.
    Reserved6(ReservedArea),
    /// 7: a shape of a later edition.
    Reserved7(ReservedArea),
}

/// Runs the same expression on whichever shape it is.
macro_rules! each {
    ($area:expr, $shape:ident => $result:expr) => {
        match $area {
            SubArea::Circle($shape) => $result,
            SubArea::Rectangle($shape) => $result,
            SubArea::Sector($shape) => $result,
            SubArea::Polyline($shape) | SubArea::Polygon($shape) => $result,
            SubArea::Text($shape) => $result,
            SubArea::Reserved6($shape) | SubArea::Reserved7($shape) => $result,
        }
    };
}

impl SubArea {
    /// Number of the shape, 0 to 7.
    pub fn shape(&self) -> u8 {
        match self {
            Self::Circle(_) => 0,
            Self::Rectangle(_) => 1,
            Self::Sector(_) => 2,
            Self::Polyline(_) => 3,
            Self::Polygon(_) => 4,
            Self::Text(_) => 5,
            Self::Reserved6(_) => 6,
            Self::Reserved7(_) => 7,
        }
    }
}

impl Record for SubArea {
    const BITS: usize = 87;
}

impl Table for SubArea {
    fn read(bits: &Payload) -> Self {
        match bits.get::<0, 3>() {
            0 => Self::Circle(Table::read(bits)),
            1 => Self::Rectangle(Table::read(bits)),
            2 => Self::Sector(Table::read(bits)),
            3 => Self::Polyline(Table::read(bits)),
            4 => Self::Polygon(Table::read(bits)),
            5 => Self::Text(Table::read(bits)),
            6 => Self::Reserved6(Table::read(bits)),
            _ => Self::Reserved7(Table::read(bits)),
        }
    }

    fn write(&self, bits: &mut Payload) {
        bits.write(0, 3, self.shape().into());
        each!(self, shape => shape.write(bits));
    }

    fn bits(&self) -> usize {
        Self::BITS
    }

    /// Lengths are shown in metres, raw as they were sent.
    fn show(&self, visitor: &mut impl Visit) {
        visitor.field(&SHAPE, Value::Integer(self.shape().into()));
        each!(self, shape => shape.show(visitor));
        match self {
            Self::Circle(area) => show_length("radius", area.radius, area.scale, visitor),
            Self::Sector(area) => show_length("radius", area.radius, area.scale, visitor),
            Self::Rectangle(area) => {
                show_length("east", area.east, area.scale, visitor);
                show_length("north", area.north, area.scale, visitor);
            }
            Self::Polyline(area) | Self::Polygon(area) => {
                let legs: Few<ScaledLeg, 4> =
                    area.legs.iter().map(|&leg| ScaledLeg { leg, scale: area.scale }).collect();
                visitor.records(&WAYPOINTS, &legs, 4);
            }
            Self::Text(_) | Self::Reserved6(_) | Self::Reserved7(_) => {}
        }
    }
}

/// A length in metres, times ten to the power of `scale`.
fn show_length(name: &'static str, length: impl Into<i64>, scale: u8, visitor: &mut impl Visit) {
    let metres = Measure::new(0, 4095, -1).times(10i32.pow(scale.min(3).into()));
    let meaning = Meaning::Measure(metres);
    let field = Field { name, first_bit: 0, bits: None, storage: Storage::Unsigned, meaning };
    visitor.field(&field, Value::Integer(length.into()));
}

/// A leg with the scale of its area.
#[derive(Clone, Copy, Default)]
struct ScaledLeg {
    leg: Leg,
    scale: u8,
}

impl Record for ScaledLeg {
    const BITS: usize = Leg::BITS;
}

impl Table for ScaledLeg {
    fn read(bits: &Payload) -> Self {
        Self { leg: Leg::read(bits), scale: 0 }
    }

    fn write(&self, bits: &mut Payload) {
        self.leg.write(bits);
    }

    fn bits(&self) -> usize {
        Self::BITS
    }

    fn show(&self, visitor: &mut impl Visit) {
        self.leg.show(visitor);
        show_length("distance", self.leg.distance, self.scale, visitor);
    }
}

const WAYPOINTS: Field =
    Field { name: "waypoints", first_bit: 5, bits: None, storage: Storage::Record, meaning: Meaning::Plain };

/// A point nowhere: all bits zero.
impl Default for SubArea {
    fn default() -> Self {
        Self::read(&Payload::empty())
    }
}

const SHAPE: Field = Field {
    name: "shape",
    first_bit: 0,
    bits: Some(3),
    storage: Storage::Unsigned,
    meaning: Meaning::Code(words::shape),
};

bit_table! {
    /// A circle or a point. 84 bits.
    pub struct Circle {
        /// Power of ten of the lengths.
        3..5 scale: u8,
        /// 1/1000 minute east; 181 degrees not available.
        5..30 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        30..54 latitude "lat": i32 => LATITUDE_3,
        /// Decimals of the position that hold.
        54..57 precision: u8,
        /// Radius in metres, times ten to the power of `scale`; 0 a point.
        57..69 radius: u16 => PART,
        /// Not used.
        69..87 spare: u32 => Meaning::Spare,
    }
}

bit_table! {
    /// A rectangle from its south-western corner. 84 bits.
    pub struct Rectangle {
        /// Power of ten of the lengths.
        3..5 scale: u8,
        /// 1/1000 minute east; 181 degrees not available.
        5..30 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        30..54 latitude "lat": i32 => LATITUDE_3,
        /// Decimals of the position that hold.
        54..57 precision: u8,
        /// To the east in metres, times ten to the power of `scale`.
        57..65 east: u8 => PART,
        /// To the north in metres, times ten to the power of `scale`.
        65..73 north: u8 => PART,
        /// Turned clockwise, degree.
        73..82 orientation: u16,
        /// Not used.
        82..87 spare: u8 => Meaning::Spare,
    }
}

bit_table! {
    /// A sector of a circle. 84 bits.
    pub struct Sector {
        /// Power of ten of the lengths.
        3..5 scale: u8,
        /// 1/1000 minute east; 181 degrees not available.
        5..30 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        30..54 latitude "lat": i32 => LATITUDE_3,
        /// Decimals of the position that hold.
        54..57 precision: u8,
        /// Radius in metres, times ten to the power of `scale`.
        57..69 radius: u16 => PART,
        /// Left side, degree from north.
        69..78 left: u16,
        /// Right side, degree from north.
        78..87 right: u16,
    }
}

bit_table! {
    /// A line or the outline of an area, from the point before it. 84 bits.
    pub struct Legs {
        /// Power of ten of the distances.
        3..5 scale: u8;
        /// Up to four legs; those of distance 0 are not there.
        5.. legs "waypoints": Few<Leg, 4> => PART,
    }
}

bit_table! {
    /// Text about the area. 84 bits.
    pub struct AreaText {
        /// The text.
        3..87 text: Text<14>,
    }
}

bit_table! {
    /// A shape of a later edition. 84 bits.
    pub struct ReservedArea {
        /// First bits.
        3..63 high: u64,
        /// Last bits.
        63..87 low: u32,
    }
}

bit_table! {
    /// One leg. 20 bits.
    pub struct Leg {
        /// Bearing, 0.5 degree; 720 not available.
        0..10 bearing: u16 => halves(0, 719, 720),
        /// Length in metres, times ten to the power of `scale`; 0 no leg.
        10..20 distance: u16 => PART,
    }
}

records!(Leg: 20);
