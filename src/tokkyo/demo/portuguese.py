"""Portuguese vocabulary and sentences of the demo corpus."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.phrasebook import Phrasebook

BOOK = Phrasebook(
    code="pt",
    articles=True,
    terms=(
        "uma bateria de íons de lítio; um módulo de bateria; um cátodo; um ânodo; um separador; um eletrólito;"
        "um invólucro de célula; uma placa de resfriamento; fosfato de ferro e lítio; grafite;"
        "uma maior densidade de energia; uma vida útil mais longa",
        "um veículo aéreo não tripulado; um multicóptero; um rotor; um controlador de voo; um trem de pouso;"
        "um compartimento de bateria; um suporte de câmera; um sensor de obstáculos; fibra de carbono; plástico expandido;"
        "um tempo de voo mais longo; um pouso mais seguro",
        "um instrumento cirúrgico ultrassônico; um cateter; um punho; um guia de onda; um atuador terminal;"
        "um fio-guia; um balão; um transdutor; liga de titânio; borracha de silicone; um menor dano tecidual;"
        "uma coagulação mais rápida",
        "um transistor de efeito de campo; uma célula de memória; um eletrodo de porta; uma região de fonte;"
        "uma região de dreno; uma camada de canal; um filme isolante; um pino de contato; carbeto de silício;"
        "óxido de háfnio; uma menor corrente de fuga; uma maior velocidade de comutação",
        "um anticorpo monoclonal; um anticorpo biespecífico; uma cadeia pesada; uma cadeia leve; uma região variável;"
        "um ligante; um fragmento de ligação ao antígeno; um vetor de expressão; albumina sérica humana;"
        "polietilenoglicol; uma ligação mais forte ao receptor; uma meia-vida mais longa",
        "uma planta de soja; um revestimento de sementes; uma semente; um gene; um grão de pólen; uma folha; uma raiz;"
        "um promotor; quitosana; mineral de argila; uma resistência à seca; um maior rendimento",
        "um tecido; uma peça de compressão; um fio de urdume; um fio de trama; um revestimento; uma costura;"
        "uma faixa elástica; uma membrana; poliéster; lã merino; um melhor transporte de umidade;"
        "uma maior resistência ao rasgo",
        "uma objetiva de câmera; um sistema óptico; um primeiro grupo de lentes; um diafragma de abertura;"
        "um sensor de imagem; um prisma; uma rede de difração; um barril de lente; vidro óptico; fluoreto de magnésio;"
        "uma menor aberração; um comprimento total menor",
        "uma estação-base; um equipamento terminal; uma antena; um transmissor; um receptor; um canal de controle;"
        "um amplificador; um processador; substrato cerâmico; folha de cobre; uma menor latência; uma maior taxa de dados",
        "uma rede neural; um aparelho de treinamento; uma camada de entrada; uma memória; um codificador;"
        "um classificador; um conjunto de dados; uma função de perda; dados de treinamento; dados de sensores;"
        "uma maior precisão de reconhecimento; um menor tempo de cálculo",
        "um módulo solar; um rastreador solar; uma célula solar; uma caixa de junção; uma moldura;"
        "uma cobertura de vidro; um inversor; um tubo de torção; perovskita; silício cristalino; uma maior eficiência;"
        "um menor custo de instalação",
        "uma turbina eólica; uma pá de rotor; uma nacele; uma torre; um rolamento de passo; um gerador;"
        "uma caixa multiplicadora; um cubo; fibra de vidro; resina epóxi; um menor ruído; uma menor carga estrutural",
        "um freio a disco; um freio eletromecânico; uma pinça de freio; uma pastilha de freio; um pistão;"
        "um disco de freio; uma mola; um motor elétrico; ferro fundido cinzento; material de atrito sem cobre;"
        "uma menor distância de frenagem; um menor desgaste",
        "um recipiente para alimentos; uma caixa dobrável; uma tampa; uma bandeja; um filme; uma tira de abertura;"
        "uma alça; uma válvula; papelão ondulado; polipropileno; uma conservação mais longa; uma redução de resíduos plásticos",
        "uma máquina de café; uma cápsula de bebida; uma câmara de infusão; um reservatório de água; uma bomba;"
        "um moedor; um espumador de leite; um filtro; aço inoxidável; alumínio; um melhor aroma;"
        "um menor tempo de aquecimento",
        "uma lente de contato; uma armação de óculos; um corpo de lente; uma zona óptica; uma dobradiça; uma haste;"
        "uma plaqueta nasal; um revestimento; hidrogel de silicone; acetato de celulose;"
        "uma maior permeabilidade ao oxigênio; um maior conforto de uso",
        "uma chapa de aço de alta resistência; um tubo de aço; uma placa bruta; uma tira laminada;"
        "um revestimento de zinco; um forno de recozimento; um cordão de solda; um bico de resfriamento;"
        "manganês; cromo; uma maior resistência à tração; uma melhor resistência à corrosão",
        "um detergente líquido; um tablete de detergente; um tensoativo; uma enzima; um agente alvejante;"
        "uma cápsula de perfume; um dispositivo dosador; um filme hidrossolúvel; ácido cítrico; carbonato de sódio;"
        "uma melhor remoção de manchas; uma menor temperatura de lavagem",
        "um robô industrial; uma garra; um braço robótico; uma articulação; uma engrenagem; um sensor de força;"
        "uma unidade de controle; uma ventosa; alumínio; borracha; uma maior precisão de posicionamento;"
        "um menor tempo de ciclo",
        "um dispositivo de exibição; um painel de toque; um pixel; um elemento emissor de luz;"
        "um transistor de filme fino; um filtro de cor; um circuito de acionamento; um vidro de cobertura;"
        "óxido de índio e estanho; pontos quânticos; um maior brilho; um menor consumo de energia",
        "um fone de ouvido; um alto-falante; um microfone; um diafragma; uma bobina móvel; uma almofada auricular;"
        "um processador de sinal; um ímã; neodímio; espuma; uma melhor supressão de ruído; uma fala mais clara",
        "uma estação de tratamento de água; um cartucho de filtro; uma membrana; uma bomba;"
        "um filtro de carvão ativado; um tanque de sedimentação; uma lâmpada ultravioleta; um vaso de pressão;"
        "zeólita; poliamida; um menor consumo de energia; uma remoção de metais pesados",
        "uma impressora tridimensional; um sistema de leito de pó; uma plataforma de construção; um laser;"
        "um reservatório de pó; um cabeçote de impressão; um bico; um espalhador; pó metálico; fotopolímero;"
        "uma superfície mais lisa; um menor tempo de fabricação",
        "uma fechadura eletrônica; uma maçaneta; um cilindro de fechadura; um ferrolho; uma chave; um trinco;"
        "um atuador; um módulo de rádio; latão; zamac; uma melhor proteção contra arrombamento; um manuseio mais fácil",
    ),
    titles=(
        "{P} {t}",
        "{P} e processo de fabricação",
        "{P} que compreende {a}",
        "Método de controle que utiliza {p}",
        "{A} e {lb} para aplicação do tipo {lp}",
    ),
    openings=(
        "A invenção refere-se a {p} {t}.",
        "A presente invenção fornece {p} que compreende {a}, {b} e {c}.",
        "É proposto o seguinte objeto: {p}.",
    ),
    abstract=(
        "O dispositivo compreende {a}, {b} e {c}.",
        "Pelo menos uma parte é feita de {m}.",
        "Obtém-se assim {e}.",
        "A distância prevista é de {n} mm.",
        "Em uma modalidade, prevê-se {b} {t}.",
        "Um parâmetro denominado {k} é medido continuamente.",
        "O produto {x} está presente na proporção de {w} % em peso.",
    ),
    claims=("{P} que compreende: {a} (10); {b} (20); e {c} (30), com pelo menos uma parte feita de {m}.",),
    dependents=(
        "{P}, de acordo com a reivindicação {r}, que compreende ainda {b} {t}.",
        "{P}, de acordo com a reivindicação {r}, em que se prevê também {c}.",
        "{P}, de acordo com a reivindicação {r}, em que não se excede uma dimensão de {n} mm.",
        "{P}, de acordo com a reivindicação {r}, que compreende {x} como aditivo.",
    ),
    headings=("Campo técnico", "Estado da técnica", "Descrição da invenção", "Desenhos", "Modalidades preferidas"),
    paragraphs=(
        "A presente invenção refere-se a {p} e, em particular, a um aperfeiçoamento {t}.",
        "No estado da técnica são conhecidas soluções em que se dispõem separadamente {a} e {b}.",
        "Tais soluções têm a desvantagem de não permitir acrescentar {c} a baixo custo.",
        "O objetivo da invenção é evitar essas desvantagens e obter {e}.",
        "A figura 1 mostra esquematicamente {p}; a figura 2 mostra {a} em corte.",
        "Neste exemplo utiliza-se {a} (10) de {m} com uma espessura de {n} mm.",
        "Ensaios realizados com a amostra {k} demonstraram que se mantém {e} após {n} horas.",
        "De preferência, combina-se {b} (20) {t} com {c} (30) em um mesmo suporte.",
        "O aditivo {x} deu bons resultados a uma concentração de {n} g/l.",
        "Naturalmente, as características destes exemplos podem ser combinadas entre si.",
    ),
    phrases=(
        "com controle de temperatura",
        "com controle eletrônico",
        "com suporte ajustável",
        "com transmissão sem fio",
        "com proteção contra sobrecarga",
        "com estrutura multicamada",
        "com peso reduzido",
        "com fecho rápido",
        "com autodiagnóstico",
        "com recirculação",
        "com dupla vedação",
        "com pressão variável",
        "com monitoramento óptico",
        "com amortecimento de vibrações",
    ),
    syllables=(
        "bra",
        "vel",
        "tri",
        "nor",
        "sol",
        "lan",
        "ver",
        "dis",
        "mar",
        "fon",
        "gui",
        "lis",
        "rei",
        "cen",
        "zal",
        "por",
    ),
)
