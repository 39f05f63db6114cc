namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record SetOperationBody(QueryBody Left, SetOperator Operator, bool All, bool ByName, QueryBody Right) : QueryBody;
