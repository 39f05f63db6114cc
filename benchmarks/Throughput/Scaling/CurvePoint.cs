namespace CdcToSnowflake.Throughput.Scaling;

/// <summary>A point of a curve, as ratios to its first.</summary>
/// <param name="Value">What grows.</param>
/// <param name="Cpu">Processor time for a row.</param>
/// <param name="Bytes">Bytes of the files for a row.</param>
/// <param name="Files">How many files all the captures wrote: a count, no ratio.</param>
internal sealed record CurvePoint(int Value, double Cpu, double Bytes, long Files);
