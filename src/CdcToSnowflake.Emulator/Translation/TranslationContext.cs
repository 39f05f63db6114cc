namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What all parts of one translation share.</summary>
internal sealed class TranslationContext
{
    public TranslationContext(INameScope names) => Names = names;

    public INameScope Names { get; }

    public AliasNames Aliases { get; } = new();
}
