namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CreateViewStatement(CreateMode Mode, bool Secure, ObjectName Name, NodeList<string> Columns, PropertyList Properties, QueryStatement Query)
    : Statement;
