namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>$n in FROM: the result of the n-th statement back in a flow (->>).</summary>
internal sealed record EarlierResult(int Back, TableAlias? Alias) : TableSource;
