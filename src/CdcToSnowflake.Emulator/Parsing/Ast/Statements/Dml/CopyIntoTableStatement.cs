namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>COPY INTO table [(columns)] FROM @stage | (SELECT … FROM @stage). Transformation is null for the plain form.</summary>
internal sealed record CopyIntoTableStatement(ObjectName Target, NodeList<string> Columns, StageReference Stage, SelectBody? Transformation, PropertyList Properties)
    : Statement;
