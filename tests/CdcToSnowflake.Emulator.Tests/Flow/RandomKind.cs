using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A kind of source column.</summary>
/// <param name="Name">What columns of it are called, so that all tables and brands agree on the type.</param>
/// <param name="Types">Its type, and those that <c>ALTER TABLE … MODIFY</c> may widen it to, one after another.</param>
/// <param name="Next">A random value of one of the types, as the files hold it and as RAW shows it.</param>
internal sealed record RandomKind(string Name, SourceType[] Types, Func<Random, SourceType, RandomValue> Next)
{
    /// <summary>Whether it is one that can be compared, and that looks the same in each of its types.</summary>
    public bool IsForKeys => Types[0].Kind is not (SourceKind.Json or SourceKind.Vector or SourceKind.Geometry or SourceKind.Float or SourceKind.Double or SourceKind.Time);

    /// <summary>DuckDB's type of a column in a file; Parquet's is then what capture writes.</summary>
    public static string FileType(SourceType type) => type.Kind switch
    {
        SourceKind.BigInt when type.IsUnsigned => "DECIMAL(20,0)",
        SourceKind.Bit => "DECIMAL(20,0)",
        SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt or SourceKind.Year or SourceKind.DateTime => "BIGINT",
        SourceKind.Decimal when type is { Precision: <= 38, Scale: <= 37 } => $"DECIMAL({type.Precision},{type.Scale})",
        SourceKind.Float or SourceKind.Double => "DOUBLE",
        SourceKind.Date => "DATE",
        _ => "VARCHAR",
    };
}
