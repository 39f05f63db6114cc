namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>NullsFirst null: Snowflake's default (nulls last ascending, first descending).</summary>
internal sealed record OrderItem(Expression Expression, bool Descending, bool? NullsFirst) : SqlNode;
