using BenchmarkDotNet.Running;
using CdcToSnowflake.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(GenerationBenchmarks).Assembly).Run(args);
