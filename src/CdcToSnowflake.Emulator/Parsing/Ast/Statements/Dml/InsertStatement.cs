namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>Source is a query; INSERT … VALUES has a body of <see cref="ValuesBody"/> (whose items may be <see cref="DefaultExpression"/>).</summary>
internal sealed record InsertStatement(ObjectName Target, NodeList<string> Columns, Query Source, bool Overwrite) : Statement;
