namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What a family of functions registers in.</summary>
internal sealed class FunctionList
{
    public const int Many = int.MaxValue;

    public Dictionary<string, KnownFunction> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>documented: the most arguments that its page allows, where that is more than here.</summary>
    public void Scalar(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate, int documented = 0) =>
        Add(names, FunctionKind.Scalar, minimum, maximum, documented, translate);

    public void Volatile(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate, int documented = 0) => Scalar(
        names,
        minimum,
        maximum,
        call =>
        {
            call.Translator.Context.Names.NoteVolatile(call.Call);
            return translate(call);
        },
        documented);

    public void Aggregate(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate, int documented = 0) =>
        Add(names, FunctionKind.Aggregate, minimum, maximum, documented, translate);

    public void Window(string names, int minimum, int maximum, Func<FunctionInvocation, TranslatedExpression> translate) =>
        Add(names, FunctionKind.Window, minimum, maximum, 0, translate);

    private void Add(string names, FunctionKind kind, int minimum, int maximum, int documented, Func<FunctionInvocation, TranslatedExpression> translate)
    {
        foreach (var name in names.Split(' '))
        {
            Functions.Add(name, new KnownFunction(kind, minimum, maximum, documented, translate));
        }
    }
}
