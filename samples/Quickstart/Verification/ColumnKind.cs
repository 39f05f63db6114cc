namespace Quickstart.Verification;

/// <summary>The families of column types that are compared in one way.</summary>
internal enum ColumnKind
{
    Integer,
    Decimal,
    Floating,
    Text,
    Binary,
    Json,
    Date,
    DateTime,
    Time,
    Geometry,
    Vector,
}
