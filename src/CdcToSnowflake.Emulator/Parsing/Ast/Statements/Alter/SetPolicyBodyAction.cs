namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ALTER … POLICY … SET BODY -> expression.</summary>
internal sealed record SetPolicyBodyAction(Expression Body) : AlterAction
{
    /// <summary>The body as written; not part of equality.</summary>
    public SourceSlice BodyText { get; init; }
}
