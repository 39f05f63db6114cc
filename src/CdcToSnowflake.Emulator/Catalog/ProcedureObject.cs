using System.Text.Json.Serialization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A stored procedure in Snowflake Scripting, which runs with its caller's rights.</summary>
internal sealed record ProcedureObject : SchemaScopedObject
{
    /// <summary>Names and types.</summary>
    public required IReadOnlyList<TableColumn> Arguments { get; init; }

    public required DataType Returns { get; init; }

    public bool ReturnsNotNull { get; init; }

    /// <summary>The block's text.</summary>
    public required string Definition { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Procedure);

    /// <summary>Whether its arguments have these types, whatever their lengths: with its name they tell it from others.</summary>
    public bool Takes(IEnumerable<DataType> types) => Arguments.Select(argument => argument.Type.Kind).SequenceEqual(types.Select(type => type.Kind));
}
