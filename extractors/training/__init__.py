"""How the networks of the concept tagger are made; nothing at run time imports this package.

It needs the extra ``train`` (PyTorch, ONNX). ``python -m extractors.training --help`` lists the steps;
``docs/training.md`` tells what each one does and what came of it.
"""
