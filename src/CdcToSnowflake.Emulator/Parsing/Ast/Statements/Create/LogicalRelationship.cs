namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>[name AS] table (columns) REFERENCES table [(columns)] of a semantic view.</summary>
internal sealed record LogicalRelationship(string? Name, string Table, NodeList<string> Columns, string Referenced, NodeList<string> ReferencedColumns) : SqlNode;
