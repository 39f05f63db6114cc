namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum SetOperator
{
    Union,
    Intersect,
    /// <summary>EXCEPT and MINUS.</summary>
    Except,
}
