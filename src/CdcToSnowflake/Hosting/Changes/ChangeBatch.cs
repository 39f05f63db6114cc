namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Changes of one cut of one brand, in order. A large cut comes in several batches.</summary>
/// <typeparam name="TRow">The row's type.</typeparam>
/// <param name="Brand">The brand's id.</param>
/// <param name="Cut">The cut's number; it and <see cref="Change{TRow}.Sequence"/> name a change for good.</param>
/// <param name="Changes">The changes; at least one.</param>
public sealed record ChangeBatch<TRow>(string Brand, ulong Cut, IReadOnlyList<Change<TRow>> Changes)
    where TRow : class;
