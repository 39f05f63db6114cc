namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What a family of functions registers in.</summary>
internal sealed class FunctionList
{
    public const int Many = int.MaxValue;

    public Dictionary<string, KnownFunction> Functions { get; } = new(StringComparer.Ordinal);

    public void Scalar(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate) =>
        Add(names, FunctionKind.Scalar, minimum, maximum, translate);

    public void Volatile(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate) => Scalar(names, minimum, maximum, call =>
    {
        call.Translator.Context.Names.NoteVolatile(call.Call);
        return translate(call);
    });

    public void Aggregate(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate) =>
        Add(names, FunctionKind.Aggregate, minimum, maximum, translate);

    public void Window(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate) =>
        Add(names, FunctionKind.Window, minimum, maximum, translate);

    private void Add(string names, FunctionKind kind, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate)
    {
        foreach (var name in names.Split(' '))
        {
            Functions.Add(name, new KnownFunction(kind, minimum, maximum, translate));
        }
    }
}
