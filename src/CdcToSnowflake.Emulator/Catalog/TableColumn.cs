using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A column. DefaultFrom is the text of the CREATE or ALTER statement in which its DEFAULT stands: an expression is evaluated anew for each statement.</summary>
internal sealed record TableColumn(string Name, DataType Type, bool NotNull)
{
    public string? DefaultFrom { get; init; }

    public string? Comment { get; init; }

    public ColumnMask? Mask { get; init; }

    /// <summary>Values by the tag's id; null = none.</summary>
    public IReadOnlyDictionary<long, string>? Tags { get; init; }
}
