namespace CdcToSnowflake.Emulator.Streams;

/// <summary>What a reader sees of a stream: changes after From up to To, or the initial rows. The same for each read of one transaction.</summary>
internal sealed record StreamWindow(long From, long To, bool Initial);
