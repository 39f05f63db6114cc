using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>The values that a statement's ? and :name stand for.</summary>
internal sealed class StatementBinds(IReadOnlyList<TranslatedExpression> positional, Func<string, TranslatedExpression?> named)
{
    public static StatementBinds None { get; } = new([], _ => null);

    /// <param name="ordinal">From 1.</param>
    public TranslatedExpression? Parameter(int ordinal) => ordinal <= positional.Count ? positional[ordinal - 1] : null;

    /// <param name="name">In upper case.</param>
    public TranslatedExpression? Variable(string name) => named(name);
}
