"""Names that also mean something else, each with its reason; curated facts, no code."""

from __future__ import annotations

from collections.abc import Mapping

# A paper may call its system so, but an abstract that writes the word most likely means the other bearer.
FOREIGN_BEARERS: Mapping[str, str] = {
    "Adam": "the optimizer of Kingma and Ba",
    "AdamS": "an optimizer; several papers use the name",
    "Alpaca": "Stanford's instruction-tuned LLaMA",
    "Atlas": "also Meta's retrieval model, and an ordinary word",
    "Aurora": "also a supercomputer and a weather model",
    "Falcon": "also TII's language models",
    "Flamingo": "DeepMind's vision-language model",
    "Galactica": "Meta's science model",
    "Gemini": "Google's model family",
    "Gopher": "DeepMind's language model",
    "Hyena": "the long-convolution operator, and later models named after it",
    "Lion": "also an optimizer",
    "Mamba": "the state-space model; many papers vary its name",
    "Muse": "also Google's image generator",
    "Orca": "also Microsoft's instruction-tuned model",
    "Phoenix": "several systems",
    "Sora": "OpenAI's video generator",
    "Transformer": "the architecture",
    "Vicuna": "LMSYS's chat model",
}

# The field's own abbreviations: a paper that "introduces" one only uses it.
GENERIC_ACRONYMS: Mapping[str, str] = dict.fromkeys(
    (
        "AGI AI AP API APIs AR ASR AUC BCE BERT BF16 BLEU BPE CE CL CLM CNN CNNs COCO CoT CPT CPU CT CTC CV "
        "DA DE DL DNN DPO DRL EF EHR EM EMA FFN FID FL FP16 FP4 FP8 FT GAN GANs GLUE GNN GNNs GPT GPU GPUs "
        "GRU HF HPC ICL IE IL INT4 INT8 IoU IR IT JEPA KB KD KG KL KV LLM LLMs LM LMM LMMs LMs LN LoRA LSTM "
        "LSTMs LTR LVLM LVLMs MAE MCQ MDP MIL MIM ML MLE MLLM MLLMs MLM MLP MLPs MMLU MoD MoE MOE MoEs MRI "
        "MSE MT MTL MTP MVM NAS NER NLG NLI NLP NLU NMT NN NTP OCR OOD PDE PEFT PLM PLMs PPO PT PTM PTMs QA "
        "RAG RE RGB RL RLHF RM RNN RNNs RTD SAM SFT SGD SLR SOTA SQL SR SSL SSM SSMs ST STS STT SVD SVM TD "
        "TPU TTS UDA UQ VAE VAEs ViT ViTs VL VLA VLM VLMs VLP VQ VQA WER WSI WSIs"
    ).split(),
    "a common abbreviation of the field",
)

# English words that papers take as names; a small digest cannot show that they are ordinary.
ENGLISH_WORDS: frozenset[str] = frozenset(
    (
        "act adapt agile alert align alpha amber anchor angel ant apex apollo apple arch arctic ark arrow art "
        "aspire atlas atom aura aurora bamboo banana bark base beam bear beat beats bee beta bird blast blaze "
        "blend block bloom blue boat bolt bond book boost brain branch bridge bright brush buffalo bus "
        "butterfly calm camel canary candle care cascade cast castle cat chain champion charm chase chat "
        "chess circle clean clear clip cloud cobra code comet compass concept coral core cosmos crane create "
        "croc crow crown crystal cube dance dart dawn deep deer delta demo diamond direct dolphin dove draft "
        "dragon dream drive eagle earth east echo eclipse eden edge elephant elf ember emo emu energy "
        "ensemble epic era essence ever evolve fact fair falcon far fast father feather fig fire first fish "
        "flame flamingo flash fleet flex flow fly focus force forest forge form fox frame free frog fuse "
        "fusion galaxy gate gem gemini genius ghost giant glare glass glide globe gold good grace grain gram "
        "grand graph grasp grass green grid grip group guard guide harbor hare harmony harp hawk head heart "
        "helix hero hive home honey hope horizon horse host hound human hydra ice image impact index infinity "
        "ink insight iris iron island ivy jade jaguar jam jet jewel join joy jump jupiter just key kind king "
        "kite koala lake lamp lantern leaf lean leap learn lemon lens leopard level light lily link lion live "
        "llama logic logo long look loop lotus love luna lynx magic magnet mammoth map maple mars mask mass "
        "master match matrix maze mega mercury merge mesa meta meteor mind mint mirror mist model mole moment "
        "monarch moon mosaic moss motion mouse move muse nano nest net node north note nova oak oasis ocean "
        "octopus olive one opal open opera optimal oracle orange orbit orca orchid origin otter owl pace palm "
        "panda panther paper parrot pass patch path peach peak pearl pelican phoenix pi pilot pine pint pints "
        "pioneer pipette pixel plan planet plum point points polar pool power precise presto pride prime "
        "primer prism probe prompt prune pulse puma pure puzzle pyramid python quest quick rabbit radar rain "
        "rainbow random range rapid rat raven ray reach ready real reborn recall red reef reflect relay rest "
        "ring rise river robin rock rocket root rose ruby rule ruler run sage sail salmon samba sand saturn "
        "scale scan scout sea search seed select sense shadow shark sharp shift shine ship signal silk silver "
        "simple sky slim smart smooth snake snap snow sol solar solo song sonic soul sound source south spark "
        "sparrow spectra spectrum speed sphere spider spin spirit splash split spring sprint squad star "
        "starbucks stark steam steel stone store storm story stream strong summit sun super sure surf swan "
        "sweet swift sword tag tango taste team tempo tense text thor thread tide tiger time tiny titan token "
        "torch touch tower trace track trail train tree trek trend tribe trio true trust tulip tune turbo "
        "turtle twin ultra unicorn unify union unite unity universe valor value vega venus verse vice view "
        "viola violet viper virtue vision vista vital voice volt vortex wave way web west whale wild wind "
        "window wing wise wish wolf wonder wood word world wrap yak yi yoga zebra zen zero zeta zoom"
    ).split()
)
