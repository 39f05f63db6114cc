using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A column of a relation: Snowflake's name and type.</summary>
internal sealed record RelationColumn(string Name, DataType Type)
{
    /// <summary>The column's name in the relation's SQL, not quoted.</summary>
    public string Physical { get; init; } = PhysicalName.Of(Name);

    /// <summary>false: only by name, never by * (METADATA$FILENAME of staged files).</summary>
    public bool InStar { get; init; } = true;
}
